using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>What is made of a missing value behind the try that should have given it: the code that runs there may say that it is missing.</summary>
internal static class AfterTheTry
{
    /// <summary>The statements that a handler falls through to, out to its function or to the loop around it.</summary>
    public static IEnumerable<IOperation> StatementsOf(CatchSite failure)
    {
        for (IOperation statement = failure.Try; statement.Parent is { } parent and not ILoopOperation; statement = parent)
        {
            foreach (var after in failure.After(statement))
            {
                yield return after;
            }

            if (parent is IMethodBodyBaseOperation or IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                yield break;
            }
        }
    }

    /// <summary>
    /// True where the try only reads more about another failure, which is thrown or returned behind it whatever comes of that:
    /// <c>try { text = await body.ReadAsync(); } catch { } throw new CallFailedException(text);</c>.
    /// </summary>
    public static bool TellsAnotherFailure(CatchSite failure)
    {
        if (failure.Work.Acts || failure.Work.Assigned.Count == 0)
        {
            return false;
        }

        // The compiler adds a return at the end of a body that nobody wrote.
        var statements = StatementsOf(failure).Where(static statement => !statement.IsImplicit).ToList();
        return statements.Exists(statement => Mentions(statement, failure.Work.Assigned))
            && HandlerPaths.Of(statements, failure.Try.Syntax, failure.Known).Exits.All(exit => exit.Value is { } value && failure.Known.IsA(DefaultValues.Result(value).Type, "System.Exception"));
    }

    /// <summary>True where a member of an answer says whether the value is there: <c>status.IsReady &amp;= info != null</c>.</summary>
    public static bool SaysWhetherItIsThere(CatchSite failure)
        => !failure.Work.Acts
            && failure.Work.Assigned.Count > 0
            && StatementsOf(failure).Any(statement => statement.DescendantsAndSelf(skip: static below => below is IAnonymousFunctionOperation or ILocalFunctionOperation)
                .Any(part => IsTestForNull(part, failure.Work.Assigned) && IsAnswer(part)));

    /// <summary>
    /// True in a component whose markup asks for a member that the handler empties, and shows that it failed:
    /// <c>@if (url.Length == 0) { &lt;p&gt;Unable to connect&lt;/p&gt; }</c>.
    /// </summary>
    public static bool IsShownInMarkup(CatchSite failure)
    {
        HashSet<string>? names = null;
        INamedTypeSymbol? component = null;
        foreach (var part in failure.Clause.Handler.DescendantsAndSelf())
        {
            if (part is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation { Type: INamedTypeSymbol owner }, Member.Name: var name } }
                && failure.Known.IsA(owner, "Microsoft.AspNetCore.Components.ComponentBase"))
            {
                component = owner;
                (names ??= new(StringComparer.Ordinal)).Add(name);
            }
        }

        return names is not null && component!.DeclaringSyntaxReferences.SelectMany(static reference => reference.GetSyntax().ChildNodes())
            .Where(static member => member is MethodDeclarationSyntax { Identifier.ValueText: "BuildRenderTree" })
            .SelectMany(static markup => markup.DescendantNodes())
            .Any(node => node is IfStatementSyntax choice
                && choice.Condition.DescendantNodesAndSelf().Any(part => part is IdentifierNameSyntax { Identifier.ValueText: var asked } && names.Contains(asked))
                && AnsweredFailure.IsToldWhereMissing(choice));
    }

    /// <summary>True where the folder that the try makes is used behind it: that fails by itself, with a cause of its own.</summary>
    public static bool UsesFolder(CatchSite failure)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in failure.Try.Body.DescendantsAndSelf())
        {
            if (part is IInvocationOperation made && OutsideCalls.IsPreparation(made.TargetMethod))
            {
                names.UnionWith(made.Syntax.DescendantNodes().OfType<ArgumentSyntax>().SelectMany(static argument => argument.DescendantNodes().OfType<IdentifierNameSyntax>()).Select(static name => name.Identifier.ValueText));
            }
        }

        return StatementsOf(failure).Any(statement => statement.Syntax.DescendantNodes().Any(node => node is IdentifierNameSyntax { Identifier.ValueText: var used } && names.Contains(used)));
    }

    private static bool IsTestForNull(IOperation part, HashSet<ISymbol> symbols)
        => part switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
                => (IsNull(comparison.RightOperand) && IsLocal(comparison.LeftOperand, symbols)) || (IsNull(comparison.LeftOperand) && IsLocal(comparison.RightOperand, symbols)),
            IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var constant } } test => IsNull(constant) && IsLocal(test.Value, symbols),
            IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var constant } } } test => IsNull(constant) && IsLocal(test.Value, symbols),
            _ => false,
        };

    /// <summary>True for a truth that goes into a member, alone or with others.</summary>
    private static bool IsAnswer(IOperation truth)
    {
        var value = truth;
        while (value.Parent is IParenthesizedOperation or IConversionOperation or IUnaryOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.And })
        {
            value = value.Parent;
        }

        return value.Parent is IAssignmentOperation { Target: IMemberReferenceOperation } assignment && assignment.Value == value;
    }

    private static bool IsNull(IOperation value) => value.ConstantValue is { HasValue: true, Value: null };

    private static bool IsLocal(IOperation value, HashSet<ISymbol> symbols) => Operands.UnwrapAwait(value) is ILocalReferenceOperation { Local: var local } && symbols.Contains(local);

    private static bool Mentions(IOperation operation, HashSet<ISymbol> symbols)
        => operation.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation { Local: var local } && symbols.Contains(local));
}
