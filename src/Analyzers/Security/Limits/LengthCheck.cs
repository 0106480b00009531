using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Limits;

/// <summary>Whether a function looks at how much it is sent: at the length of a file or of the body, or at what it has read so far.</summary>
internal static class LengthCheck
{
    private static readonly string[] Sent =
    [
        "Microsoft.AspNetCore.Http.IFormFile", "Microsoft.AspNetCore.Http.HttpRequest", "Microsoft.AspNetCore.Components.Forms.IBrowserFile", "System.IO.Stream", "System.IO.Pipelines.PipeReader",
        "System.Buffers.ReadOnlySequence`1",
    ];

    /// <summary>What the names of sums say that they count.</summary>
    private static readonly HashSet<string> Sums = new(["total", "read", "bytes", "size", "length", "written", "received", "copied", "sum"], StringComparer.Ordinal);

    /// <summary>Sizes of something else.</summary>
    private static readonly HashSet<string> Others = new(["page", "batch", "buffer", "chunk", "font", "name", "max", "maximum", "limit", "count"], StringComparer.Ordinal);

    /// <summary>What the names of methods say that look at what they are handed.</summary>
    private static readonly string[] Checks = ["Valid", "Check", "Ensure", "Guard", "ThrowIf", "TooLarge", "TooBig", "Exceed", "Allowed"];

    /// <summary>True where the function around a place compares a length with a limit, or hands what it is sent to somebody who does.</summary>
    public static bool IsAround(SyntaxNode place, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => place.Ancestors().FirstOrDefault(static node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or CompilationUnitSyntax) is { } function and not CompilationUnitSyntax
            && IsIn(function, model, known, cancellationToken);

    /// <summary>True where a function does.</summary>
    public static bool IsIn(SyntaxNode function, SemanticModel model, KnownTypes known, CancellationToken cancellationToken) => IsIn(function, model, known, helpers: true, cancellationToken);

    /// <summary>True where the class around compares something with the same constant: whoever chose it looks at what is sent.</summary>
    /// <param name="limit">The constant, by its name; a number that is written out is not looked for.</param>
    /// <param name="place">Where it is used as a limit.</param>
    public static bool IsAgainst(ExpressionSyntax limit, SyntaxNode place)
        => MemberName.Of(limit)?.ValueText is { } name
            && place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            && type.DescendantNodes().Any(node => node is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.GreaterThanExpression or (int)SyntaxKind.GreaterThanOrEqualExpression or (int)SyntaxKind.LessThanExpression or (int)SyntaxKind.LessThanOrEqualExpression } comparison && (MemberName.Of(comparison.Left)?.ValueText == name || MemberName.Of(comparison.Right)?.ValueText == name)
                || node is RelationalPatternSyntax pattern && MemberName.Of(pattern.Expression)?.ValueText == name);

    private static bool IsIn(SyntaxNode function, SemanticModel model, KnownTypes known, bool helpers, CancellationToken cancellationToken)
    {
        foreach (var node in function.DescendantNodes())
        {
            switch (node)
            {
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.GreaterThanExpression or (int)SyntaxKind.GreaterThanOrEqualExpression or (int)SyntaxKind.LessThanExpression or (int)SyntaxKind.LessThanOrEqualExpression } comparison
                    when IsLength(comparison.Left, model, known, cancellationToken) && IsLimit(comparison.Right) || IsLength(comparison.Right, model, known, cancellationToken) && IsLimit(comparison.Left):
                case RelationalPatternSyntax pattern when IsLimit(pattern.Expression) && IsOfLength(pattern, model, known, cancellationToken):
                case InvocationExpressionSyntax call when Asks(call, model, known, helpers, cancellationToken):
                    return true;
            }
        }

        return false;
    }

    /// <summary>Zero is no limit: whoever compares with it asks whether anything was sent.</summary>
    private static bool IsLimit(ExpressionSyntax other) => other is not LiteralExpressionSyntax { Token.Value: 0 or 0L or 1 or null };

    private static bool IsLength(ExpressionSyntax side, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        foreach (var part in side.DescendantNodesAndSelf(static node => node is not (InvocationExpressionSyntax or AnonymousFunctionExpressionSyntax)))
        {
            switch (part)
            {
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" or "ContentLength" or "Size" or "Position" } access when IsSent(access.Expression, model, known, cancellationToken):
                case ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Length" or "ContentLength" or "Size" } } conditional when IsSent(conditional.Expression, model, known, cancellationToken):
                case IdentifierNameSyntax { Parent: not MemberAccessExpressionSyntax } name when IsSum(name.Identifier.ValueText) && model.GetTypeInfo(name, cancellationToken).Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 && !IsConstant(name, model, cancellationToken):
                    return true;
            }
        }

        return false;
    }

    private static bool IsSum(string name) => WordSplitter.Of(name) is var words && words.Exists(Sums.Contains) && !words.Exists(Others.Contains);

    private static bool IsConstant(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken) => model.GetConstantValue(value, cancellationToken).HasValue;

    /// <summary><c>file.Length is &gt; Largest</c>, <c>file is { Length: &gt; Largest }</c></summary>
    private static bool IsOfLength(RelationalPatternSyntax pattern, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        foreach (var around in pattern.Ancestors())
        {
            switch (around)
            {
                case SubpatternSyntax { ExpressionColon.Expression: IdentifierNameSyntax { Identifier.ValueText: "Length" or "ContentLength" or "Size" } }:
                    return true;
                case SubpatternSyntax:
                    return false;
                case IsPatternExpressionSyntax asked:
                    return IsLength(asked.Expression, model, known, cancellationToken);
                case SwitchExpressionSyntax asked:
                    return IsLength(asked.GoverningExpression, model, known, cancellationToken);
                case StatementSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True for a call that is handed a length or what was sent, and looks at it.</summary>
    private static bool Asks(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known, bool helpers, CancellationToken cancellationToken)
    {
        if (InvocationSyntax.NameOf(call)?.Identifier.ValueText is not { } name || call.ArgumentList.Arguments.Count == 0)
        {
            return false;
        }

        if (name == "EnableBuffering" && (call.ArgumentList.Arguments.Count > 1 || call.ArgumentList.Arguments[0].NameColon is { Name.Identifier.ValueText: "bufferLimit" }))
        {
            return true;
        }

        var isCheck = Array.Exists(Checks, word => name.IndexOf(word, StringComparison.Ordinal) >= 0);
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is not (IdentifierNameSyntax or MemberAccessExpressionSyntax))
            {
                continue;
            }

            if (isCheck && name is not ("ThrowIfNull" or "ThrowIfZero" or "ThrowIfNegative" or "ThrowIfNegativeOrZero") && IsLength(argument.Expression, model, known, cancellationToken))
            {
                return true;
            }

            if (helpers && !name.StartsWith("Copy", StringComparison.Ordinal) && IsSent(argument.Expression, model, known, cancellationToken))
            {
                // What no file shows is believed by its name.
                var declared = model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences: { Length: 1 } references } ? references[0].GetSyntax(cancellationToken) : null;
                if (declared is MethodDeclarationSyntax { Body: null, ExpressionBody: null } or null ? isCheck && name != "ThrowIfNull"
                    : OtherFile.ModelOf(declared.SyntaxTree, model.Compilation, model) is { } its && IsIn(declared, its, known, helpers: false, cancellationToken))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True for what holds what somebody sends: a file, a request, a stream.</summary>
    public static bool IsSent(ExpressionSyntax expression, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        // What is in memory already is measured too late.
        => model.GetTypeInfo(expression, cancellationToken).Type is { } type && Array.Exists(Sent, sent => known.IsA(type, sent)) && !known.IsA(type, "System.IO.MemoryStream");
}
