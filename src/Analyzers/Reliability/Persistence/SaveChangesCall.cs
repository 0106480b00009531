using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.EntityFramework;
using ProdGap.Analyzers.Core.ExceptionFlow;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Persistence;

/// <summary>One call that saves the changes of a context of EF Core, and what stands around it.</summary>
internal sealed class SaveChangesCall
{
    private readonly SemanticModel model;
    private readonly KnownTypes known;

    private SaveChangesCall(InvocationExpressionSyntax call, ExpressionSyntax context, ISymbol symbol, SyntaxNode function, SemanticModel model, KnownTypes known)
    {
        Call = call;
        Context = context;
        Symbol = symbol;
        Function = function;
        this.model = model;
        this.known = known;
    }

    /// <summary>The call.</summary>
    public InvocationExpressionSyntax Call { get; }

    /// <summary>What is saved, as it is written.</summary>
    public ExpressionSyntax Context { get; }

    /// <summary>The method, the local function or the lambda around it.</summary>
    public SyntaxNode Function { get; }

    /// <summary>The variable that holds the context.</summary>
    private ISymbol Symbol { get; }

    /// <summary>True for the syntax of a save.</summary>
    public static bool MayBe(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SaveChanges" or "SaveChangesAsync", Expression: not (ThisExpressionSyntax or BaseExpressionSyntax or InvocationExpressionSyntax) };

    /// <summary>The save that a call is.</summary>
    public static SaveChangesCall? Of(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known)
        => MayBe(call)
            && ((MemberAccessExpressionSyntax)call.Expression).Expression is var context
            && FunctionAround(call) is { } function
            && model.GetSymbolInfo(call).Symbol is IMethodSymbol method
            && IsContext(method.ContainingType, known)
            && model.GetSymbolInfo(context).Symbol is { } symbol
                ? new(call, context, symbol, function, model, known)
                : null;

    /// <summary>The statement of the call; null where something is made of its result.</summary>
    public ExpressionStatementSyntax? Statement
        => (TaskUsage.Outer(Call).Parent is AwaitExpressionSyntax awaited ? awaited.Parent : TaskUsage.Outer(Call).Parent) as ExpressionStatementSyntax;

    /// <summary>The innermost loop around the save.</summary>
    public SyntaxNode? LoopAround()
    {
        for (var node = Call.Parent; node is not null && node != Function; node = node.Parent)
        {
            if (Loops.IsLoop(node))
            {
                return node;
            }
        }

        return null;
    }

    /// <summary>True where a transaction, or a strategy that brings one, is at work anywhere in the member.</summary>
    public bool IsInTransaction()
    {
        var member = (SyntaxNode?)Call.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? Function;
        foreach (var node in member.DescendantNodes())
        {
            if (node is SimpleNameSyntax { Identifier.ValueText: var name } && IsOfTransaction(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The saves of the same context that come before this one whenever it is reached: in statements that stand before it in a block
    /// around it, in the same round of the same loop.
    /// </summary>
    public List<SaveChangesCall> Before()
    {
        var found = new List<SaveChangesCall>();
        for (SyntaxNode node = Call; node.Parent is { } parent && node != Function && !Loops.IsLoop(node); node = parent)
        {
            var statements = parent switch
            {
                BlockSyntax block => block.Statements,
                SwitchSectionSyntax section => section.Statements,
                _ => default,
            };

            foreach (var statement in statements)
            {
                if (statement == node)
                {
                    break;
                }

                if (SavedBy(statement) is { } save)
                {
                    found.Add(save);
                }
            }
        }

        return found;
    }

    /// <summary>True where something else happens than changes of the context: a mail, a payment, a call of a service.</summary>
    /// <param name="scope">Where to look.</param>
    /// <param name="from">What ends before it is left out.</param>
    /// <param name="to">What begins behind it is left out.</param>
    public bool WorksElsewhere(SyntaxNode scope, int from, int to)
    {
        foreach (var node in scope.DescendantNodes(Functions.StayOutside))
        {
            if (node is InvocationExpressionSyntax call
                && call.SpanStart >= from
                && call.Span.End <= to
                && IsOwnStep(call)
                && (IsOfContext(call) ? IsOwnExtension(call) : TaskUsage.IsAwaited(call) || IsService(call) || ReachesOutside(call)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a call that is done for its effect: awaited, or a statement.</summary>
    private static bool IsOwnStep(InvocationExpressionSyntax call)
        => TaskUsage.IsAwaited(call) || TaskUsage.Outer(call).Parent is ExpressionStatementSyntax or AssignmentExpressionSyntax or EqualsValueClauseSyntax;

    /// <summary>True for an extension of the context that the project has written: a method of its own, and what it does is not seen here.</summary>
    private bool IsOwnExtension(InvocationExpressionSyntax call)
        => model.GetSymbolInfo(call).Symbol is IMethodSymbol { ReducedFrom.DeclaringSyntaxReferences.Length: > 0 };

    /// <summary>
    /// True where all that happens between an earlier save and this one is that rows which the first one held get a stamp: when they were
    /// changed, how many there are.
    /// </summary>
    public bool OnlyStamps(SaveChangesCall first)
    {
        var any = false;
        foreach (var node in Function.DescendantNodes(Functions.StayOutside))
        {
            if (node.SpanStart < first.Call.Span.End || node.Span.End > Call.SpanStart)
            {
                continue;
            }

            switch (node)
            {
                case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var property, Expression: IdentifierNameSyntax { Identifier.ValueText: var row } } }
                    when IsStamp(property) && IsNamedBefore(row, first):
                    any = true;
                    break;
                case AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression }:
                    return false;
                case InvocationExpressionSyntax call when IsOfContext(call):
                    return false;
            }
        }

        return any;
    }

    private bool IsNamedBefore(string row, SaveChangesCall first)
        => Function.DescendantNodes().Any(node => node.Span.End < first.Call.SpanStart && node is IdentifierNameSyntax name && name.Identifier.ValueText == row);

    private static bool IsStamp(string property)
        => property.EndsWith("At", StringComparison.Ordinal) || property.EndsWith("On", StringComparison.Ordinal) || property.EndsWith("AtUtc", StringComparison.Ordinal) || property.EndsWith("Date", StringComparison.Ordinal)
            || property.EndsWith("Timestamp", StringComparison.Ordinal) || property.EndsWith("Time", StringComparison.Ordinal) || property.EndsWith("Count", StringComparison.Ordinal) || property.StartsWith("Last", StringComparison.Ordinal)
            || property is "Version" or "Revision";

    private bool IsOfContext(InvocationExpressionSyntax call)
        => BeginOf(call) is { } begin
            && (SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(begin).Symbol, Symbol) || known.IsA(model.GetTypeInfo(begin).Type, "System.Linq.IQueryable"));

    /// <summary>True for a method of this class, of something that was injected, or behind an interface; not for a list, an entity or a logger.</summary>
    private bool IsService(InvocationExpressionSyntax call)
    {
        if (BeginOf(call) is not { } begin)
        {
            return model.GetSymbolInfo(call).Symbol is IMethodSymbol { IsStatic: false };
        }

        var type = model.GetTypeInfo(begin).Type;
        return type is not null
            && InvocationSyntax.NameOf(call)?.Identifier.ValueText is not ("Map" or "Adapt" or "GetUtcNow" or "GetLocalNow" or "Calculate")
            && !LoggerTypes.IsLogger(type, known)
            && !known.IsA(type, "System.Collections.IEnumerable")
            && (type.TypeKind == TypeKind.Interface
                || model.GetSymbolInfo(begin).Symbol is IFieldSymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } });
    }

    /// <summary>True for a call that writes a file or sends something; what EF Core does is done in the database.</summary>
    private bool ReachesOutside(InvocationExpressionSyntax call)
        => model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType: var type }
            && TryBody.IsOutside(type)
            && type.ContainingNamespace.ToDisplayString().StartsWith("System.", StringComparison.Ordinal);

    /// <summary>The variable at the beginning of a chain of calls; null for a method that is called without an object.</summary>
    private static ExpressionSyntax? BeginOf(InvocationExpressionSyntax call)
    {
        ExpressionSyntax current = call;
        while (true)
        {
            switch (current)
            {
                case InvocationExpressionSyntax inner:
                    current = inner.Expression;
                    break;
                case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access:
                    return access.Parent is InvocationExpressionSyntax ? null : access;
                case MemberAccessExpressionSyntax access:
                    current = access.Expression;
                    break;
                case ParenthesizedExpressionSyntax parenthesized:
                    current = parenthesized.Expression;
                    break;
                case IdentifierNameSyntax { Parent: InvocationExpressionSyntax }:
                    return null;
                default:
                    return current;
            }
        }
    }

    /// <summary>The save that a statement makes whenever it is run.</summary>
    private SaveChangesCall? SavedBy(StatementSyntax statement)
    {
        var expression = statement switch
        {
            ExpressionStatementSyntax { Expression: var value } => value is AssignmentExpressionSyntax assignment ? assignment.Right : value,
            LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } => variables[0].Initializer?.Value,
            _ => null,
        };

        expression = expression is AwaitExpressionSyntax awaited ? awaited.Expression : expression;
        if (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var configured } })
        {
            expression = configured;
        }

        return expression is InvocationExpressionSyntax call
            && MayBe(call)
            && Of(call, model, known) is { } save
            && SymbolEqualityComparer.Default.Equals(save.Symbol, Symbol)
                ? save
                : null;
    }

    /// <summary>A context of EF Core, or the interface that an application has for its own.</summary>
    private static bool IsContext(INamedTypeSymbol type, KnownTypes known)
    {
        if (known.IsA(type, "Microsoft.EntityFrameworkCore.DbContext"))
        {
            return true;
        }

        foreach (var member in type.GetMembers())
        {
            if (member is IPropertySymbol property && WholeTable.IsSet(property.Type, known))
            {
                return true;
            }
        }

        return false;
    }

    private static SyntaxNode? FunctionAround(SyntaxNode node)
        => node.FirstAncestorOrSelf<SyntaxNode>(ancestor => ancestor is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);

    private static bool IsOfTransaction(string name)
        => (name.StartsWith("Begin", StringComparison.Ordinal) && name.Contains("Transaction"))
            || name.StartsWith("CommitTransaction", StringComparison.Ordinal)
            || name.StartsWith("UseTransaction", StringComparison.Ordinal)
            || name.StartsWith("ExecuteInTransaction", StringComparison.Ordinal)
            || name is "TransactionScope" or "CreateExecutionStrategy" or "CurrentTransaction" or "Transactional";
}
