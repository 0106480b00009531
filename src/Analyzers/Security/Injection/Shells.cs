using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>The program that a command line is for, as far as the code writes it, and whether it reads commands.</summary>
internal static class Shells
{
    private static readonly string[] Names = ["cmd", "powershell", "pwsh", "sh", "bash", "zsh", "dash", "ash", "ksh", "fish", "wsl", "command"];

    /// <summary>What tells a shell that the next argument is a command.</summary>
    private static readonly string[] Switches = ["-c", "/c", "/k", "-lc", "-ic", "-lic", "-command", "-encodedcommand", "-e"];

    /// <summary>True where one of the programs that may be meant is a shell.</summary>
    public static bool Is(ExpressionSyntax? program, SemanticModel model, CancellationToken cancellationToken) => NamesOf(program, model, cancellationToken).Exists(static name => Array.IndexOf(Names, name) >= 0);

    /// <summary>The name of the program; of several, a shell's.</summary>
    public static string? NameOf(ExpressionSyntax? program, SemanticModel model, CancellationToken cancellationToken)
        => NamesOf(program, model, cancellationToken) is { Count: > 0 } names ? names.Find(static name => Array.IndexOf(Names, name) >= 0) ?? names[0] : null;

    /// <summary>True for an argument behind which a command stands.</summary>
    public static bool IsSwitch(SyntaxNode argument) => argument is LiteralExpressionSyntax { Token.ValueText: var text } && Array.IndexOf(Switches, text.ToLowerInvariant()) >= 0;

    /// <summary>The names of files that an expression, or what its variable was given, writes.</summary>
    private static List<string> NamesOf(ExpressionSyntax? program, SemanticModel model, CancellationToken cancellationToken)
    {
        if (program is null)
        {
            return [];
        }

        if (model.GetConstantValue(program, cancellationToken) is { HasValue: true, Value: string constant })
        {
            return [LeafOf(constant)];
        }

        var written = program is IdentifierNameSyntax name && NameLookup.ValueGiven(program, name.Identifier.ValueText) is { } given ? given : program;
        return [.. written.DescendantNodesAndSelf(static node => node is not InterpolatedStringExpressionSyntax and not ArgumentListSyntax).OfType<LiteralExpressionSyntax>().Where(static literal => literal.IsKind(SyntaxKind.StringLiteralExpression)).Select(static literal => LeafOf(literal.Token.ValueText))];
    }

    private static string LeafOf(string path)
    {
        path = path.Trim().Trim('"');
        var leaf = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1).ToLowerInvariant();
        return leaf.EndsWith(".exe", StringComparison.Ordinal) ? leaf.Substring(0, leaf.Length - 4) : leaf;
    }

    /// <summary>The expression that names the program of a start: beside it in the same initializer or call, or what the same object is given in the member around it.</summary>
    public static ExpressionSyntax? ProgramOf(SyntaxNode place)
        => place switch
        {
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } } => OfCreation(creation),
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var info } } => OfHolder(info),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ArgumentList", Expression: var info } } } => OfHolder(info),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WithArguments", Expression: var command } } => OfCommand(command, 8),
            _ => null,
        };

    private static ExpressionSyntax? OfCreation(BaseObjectCreationExpressionSyntax creation)
        => creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(static set => MemberName.Of(set.Left)?.ValueText == "FileName")?.Right
            ?? (creation.ArgumentList is { Arguments: { Count: > 0 } arguments } ? (arguments.FirstOrDefault(static argument => argument.NameColon?.Name.Identifier.ValueText == "fileName") ?? arguments[0]).Expression : null);

    /// <summary><c>start.FileName = "bash"</c>, <c>process.StartInfo.FileName = "bash"</c>, <c>var start = new ProcessStartInfo("bash")</c></summary>
    private static ExpressionSyntax? OfHolder(ExpressionSyntax info)
    {
        var holder = info.ToString();
        foreach (var use in MemberNames.Of(VariableWrites.ScopeOf(info)).Uses("FileName"))
        {
            if (use.Parent is MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax { Right: var program } set } target && set.Left == target && target.Expression.ToString() == holder)
            {
                return program;
            }
        }

        // process.StartInfo = new ProcessStartInfo("bash"), var process = new Process { StartInfo = … }
        var made = info switch
        {
            IdentifierNameSyntax name => NameLookup.ValueGiven(info, name.Identifier.ValueText) ?? MemberNames.Of(VariableWrites.ScopeOf(info)).Uses(name.Identifier.ValueText).Select(static use => (use.Parent as AssignmentExpressionSyntax)?.Right).FirstOrDefault(static right => right is BaseObjectCreationExpressionSyntax),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "StartInfo" } => MemberNames.Of(VariableWrites.ScopeOf(info)).Uses("StartInfo").Select(static use => (use.Parent is MemberAccessExpressionSyntax access ? access.Parent : use.Parent) as AssignmentExpressionSyntax).FirstOrDefault(static set => set?.Right is BaseObjectCreationExpressionSyntax)?.Right,
            _ => null,
        };
        return made is BaseObjectCreationExpressionSyntax creation ? OfCreation(creation) : null;
    }

    /// <summary><c>Cli.Wrap("bash").WithArguments(…)</c></summary>
    private static ExpressionSyntax? OfCommand(ExpressionSyntax command, int depth)
        => depth == 0 ? null : command switch
        {
            InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } call when InvocationSyntax.NameOf(call)?.Identifier.ValueText == "Wrap" => arguments[0].Expression,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var inner } } => OfCommand(inner, depth - 1),
            IdentifierNameSyntax name when NameLookup.ValueGiven(command, name.Identifier.ValueText) is { } given => OfCommand(given, depth - 1),
            _ => null,
        };
}
