using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>A method of the application that logs a text that it is given: one of a logger of its own, or one that hands the text on to a known log.</summary>
internal static class LogWrapper
{
    /// <summary>How such methods begin.</summary>
    private static readonly string[] Verbs = ["Log", "WriteLog", "AppendLog", "AddLog", "Trace"];

    /// <summary>What begins like them and logs nothing.</summary>
    private static readonly string[] Others = ["LogIn", "LogOut", "LogOff", "LogOn", "Login", "Logout", "Logoff", "Logon", "Logic"];

    /// <summary>True for a name that may be of such a method.</summary>
    public static bool MayBe(string name)
        => Array.Exists(Verbs, verb => WordSplitter.StartsWithWord(name, verb)) && !Array.Exists(Others, other => WordSplitter.StartsWithWord(name, other));

    /// <summary>True for a call of one. One level: what a method hands on to another one of the application is not followed.</summary>
    public static bool Is(IInvocationOperation call, KnownTypes known)
    {
        var method = call.TargetMethod;
        if (!MayBe(method.Name) || !known.IsOfSolution(method.ContainingAssembly) || !method.Parameters.Any(parameter => parameter.Type.SpecialType == SpecialType.System_String))
        {
            return false;
        }

        return LoggerTypes.IsLogger(method.ContainingType, known)
            || (method.DeclaringSyntaxReferences is { Length: 1 } declarations && declarations[0] is var declaration && declaration.SyntaxTree == call.Syntax.SyntaxTree && call.SemanticModel is { } model && HandsOn(declaration.GetSyntax(), model, known));
    }

    private static bool HandsOn(SyntaxNode function, SemanticModel model, KnownTypes known)
    {
        var names = LogCall.NamesIn(known);
        var parameters = FunctionSyntax.ParametersOf(function).Select(parameter => parameter.Identifier.ValueText).ToList();
        return function.DescendantNodes().OfType<InvocationExpressionSyntax>().Take(10).Any(inner => InvocationSyntax.NameOf(inner)?.Identifier.ValueText is { } name
            && (Array.IndexOf(names, name) >= 0 || name == "WriteLine")
            && inner.ArgumentList.DescendantNodes().Any(node => node is IdentifierNameSyntax { Identifier.ValueText: var used }
                && parameters.Contains(used)
                && (node.Parent is InterpolationSyntax or BinaryExpressionSyntax || node.Parent is ArgumentSyntax { Parent: var list } && list == inner.ArgumentList))
            && model.GetOperation(inner) is IInvocationOperation logged
            && (LogCall.Of(logged, known) is not null || known.Is(logged.TargetMethod.ContainingType, "System.Diagnostics.Trace")));
    }
}
