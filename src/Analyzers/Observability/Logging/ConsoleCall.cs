using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Observability.Logging;

/// <summary>A call that writes a text to the console, and its parts.</summary>
internal sealed class ConsoleCall
{
    private ConsoleCall(InvocationExpressionSyntax syntax, bool isError)
    {
        Syntax = syntax;
        IsError = isError;
    }

    public static readonly string[] Names = ["Write", "WriteLine", "WriteLineAsync", "WriteAsync"];

    public InvocationExpressionSyntax Syntax { get; }

    /// <summary>True for the error output.</summary>
    public bool IsError { get; }

    /// <summary>How it is written, for messages.</summary>
    public string Name => Syntax.Expression is MemberAccessExpressionSyntax access ? access.ToString() : "Console." + Syntax.Expression;

    /// <summary>False for what its syntax already rules out: another receiver, no text, a line that only separates.</summary>
    public static bool Maybe(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments.Count > 0
            && IsConsole(call.Expression, out _)
            && !SaysNothing(call.ArgumentList.Arguments[0].Expression)
            && !IsAnswer(call);

    /// <summary>True for a line that only separates: no letter, <c>string.Empty</c>, <c>Environment.NewLine</c>, <c>new string('-', 40)</c>.</summary>
    private static bool SaysNothing(ExpressionSyntax text)
        => text switch
        {
            LiteralExpressionSyntax literal => !literal.Token.Text.Any(char.IsLetterOrDigit),
            InterpolatedStringExpressionSyntax { Contents: var parts } => parts.All(part => part is InterpolatedStringTextSyntax words && !words.TextToken.ValueText.Any(char.IsLetterOrDigit)),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty", Expression: var type } => type.ToString() is "string" or "String" or "System.String",
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "NewLine" } => true,
            ObjectCreationExpressionSyntax { Type: var type, ArgumentList.Arguments: { Count: 2 } arguments } => type.ToString() is "string" or "String" && SaysNothing(arguments[0].Expression),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => SaysNothing(sum.Left) && SaysNothing(sum.Right),
            _ => false,
        };

    /// <summary><c>Console.Out.Write(json)</c>: without a line's end it is meant for a pipe.</summary>
    private static bool IsAnswer(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Write" or "WriteAsync", Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Out" } }
            && call.ArgumentList.Arguments is { Count: 1 } arguments
            && arguments[0].Expression is not (LiteralExpressionSyntax or InterpolatedStringExpressionSyntax or BinaryExpressionSyntax);

    /// <summary>The call as one that writes to the console; null where it writes elsewhere.</summary>
    public static ConsoleCall? Of(IInvocationOperation call, KnownTypes known)
    {
        if (call.Syntax is not InvocationExpressionSyntax syntax || !IsConsole(syntax.Expression, out var isError))
        {
            return null;
        }

        var isConsole = known.Is(call.TargetMethod.ContainingType, "System.Console")
            || (call.Instance is IPropertyReferenceOperation { Property.ContainingType: { } owner } && known.Is(owner, "System.Console"));
        return isConsole ? new(syntax, isError) : null;
    }

    private static bool IsConsole(ExpressionSyntax called, out bool isError)
    {
        isError = false;
        switch (called)
        {
            case IdentifierNameSyntax:
                return true;
            case MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Error" or "Out" } output }:
                isError = output.Name.Identifier.ValueText == "Error";
                return NamesConsole(output.Expression);
            case MemberAccessExpressionSyntax access:
                return NamesConsole(access.Expression);
            default:
                return false;
        }
    }

    private static bool NamesConsole(ExpressionSyntax type)
        => type is IdentifierNameSyntax { Identifier.ValueText: "Console" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Console" };
}
