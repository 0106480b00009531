using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>Places where nobody guesses: made-up data, and what is left where the system has no generator.</summary>
internal static class HarmlessSecret
{
    private static readonly string[] MadeUp = ["seed", "seeder", "seeding", "seeds", "demo", "fake", "faker", "mock", "stub", "sample", "samples", "test", "tests", "dummy", "bogus", "simulator", "simulation", "simulate", "example", "examples"];

    /// <summary>True at such a place.</summary>
    public static bool Is(SyntaxNode place)
    {
        for (var node = place; node.Parent is { } around; node = around)
        {
            switch (around)
            {
                case MethodDeclarationSyntax { Identifier.ValueText: var name } when WordSplitter.HasWord(name, MadeUp):
                case LocalFunctionStatementSyntax { Identifier.ValueText: var local } when WordSplitter.HasWord(local, MadeUp):
                case BaseTypeDeclarationSyntax { Identifier.ValueText: var type } when WordSplitter.HasWord(type, MadeUp):

                // try { RandomNumberGenerator.Fill(key); } catch (PlatformNotSupportedException) { random.NextBytes(key); }
                case CatchClauseSyntax { Parent: TryStatementSyntax { Block: var tried } } when TextMakeup.IsStrong(tried):
                case ElseClauseSyntax { Parent: IfStatementSyntax { Statement: var first } } when TextMakeup.IsStrong(first):
                case IfStatementSyntax { Else.Statement: var otherwise } choice when choice.Statement == node && TextMakeup.IsStrong(otherwise):
                case ConditionalExpressionSyntax conditional when conditional.Condition != node && TextMakeup.IsStrong(conditional.WhenTrue == node ? conditional.WhenFalse : conditional.WhenTrue):
                    return true;
            }
        }

        return false;
    }
}
