using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Outcomes;

/// <summary>
/// Reads from the code of a member in which ways its runs can end: what <see cref="GuardReader"/> understands of its beginning, then
/// whatever else it throws.
/// </summary>
internal sealed class OutcomeReader
{
    /// <summary>More failures of one member than this are not told apart.</summary>
    private const int Most = 8;

    private readonly SemanticModel model;
    private readonly CancellationToken cancellationToken;
    private readonly GuardReader guards;

    private OutcomeReader(SemanticModel model, CancellationToken cancellationToken)
    {
        this.model = model;
        this.cancellationToken = cancellationToken;
        guards = new(model, cancellationToken);
    }

    /// <summary>The outcomes of a method, constructor, operator or accessor: the normal one first, then its failures in the order of the code.</summary>
    public static IReadOnlyList<Outcome> Of(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        var written = method.PartialImplementationPart ?? method;
        if (written.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not { } declaration || !compilation.ContainsSyntaxTree(declaration.SyntaxTree))
        {
            return [new(Ending.Normal)];
        }

        var reader = new OutcomeReader(compilation.GetSemanticModel(declaration.SyntaxTree), cancellationToken);
        reader.Read(written, declaration);
        return reader.guards.Found;
    }

    /// <summary>
    /// What a method or constructor refuses, where refusing and keeping values is all that it does; null where it does more.
    /// </summary>
    public static IReadOnlyList<GuardCondition>? OnlyRefusals(SyntaxNode declaration, SemanticModel model, CancellationToken cancellationToken)
    {
        if (BodyOf(declaration) is not { } body)
        {
            return null;
        }

        var reader = new OutcomeReader(model, cancellationToken);
        var all = body switch
        {
            BlockSyntax block => block.Statements.All(reader.guards.Read),
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment => reader.guards.ReadKept(assignment),
            _ => false,
        };
        return all ? reader.guards.Before : null;
    }

    /// <summary>The body of a declaration: a block, or the expression behind an arrow.</summary>
    private static SyntaxNode? BodyOf(SyntaxNode declaration)
        => declaration switch
        {
            BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
            AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody?.Expression,
            ArrowExpressionClauseSyntax arrow => arrow.Expression,
            _ => null,
        };

    private void Read(IMethodSymbol method, SyntaxNode declaration)
    {
        var body = BodyOf(declaration);
        if (body is null)
        {
            guards.Found.Add(new(Ending.Normal));
            return;
        }

        // An iterator runs, guards and all, when somebody enumerates it. What async void throws, no caller sees. A constructor first runs what its base does.
        var isIterator = Inside(body).Any(node => node is YieldStatementSyntax);
        // What stands behind a statement that is not understood is read all the same, but may not be reached.
        guards.IsCertain = !isIterator && method is not { IsAsync: true, ReturnsVoid: true } && declaration is not ConstructorDeclarationSyntax { Initializer: not null };
        foreach (var statement in body is BlockSyntax block ? block.Statements : [])
        {
            guards.IsCertain &= guards.Read(statement);
        }

        var isUnfinished = ReadOtherThrows(body);
        if (!guards.AsksToken && method.Parameters.Any(GuardReader.IsToken))
        {
            guards.Found.Add(new(Ending.Canceled));
        }

        if (isUnfinished || Completes(body))
        {
            guards.Found.Insert(0, new(Ending.Normal));
        }
    }

    private bool Completes(SyntaxNode body)
        => body switch
        {
            BlockSyntax block => model.AnalyzeControlFlow(block) is not { Succeeded: true } flow || flow.EndPointIsReachable || !flow.ReturnStatements.IsEmpty || Inside(body).Any(node => node is YieldStatementSyntax),
            ThrowExpressionSyntax => false,
            _ => true,
        };

    /// <summary>Adds the failures that are not guards at the beginning; true where the member says that it is not finished.</summary>
    private bool ReadOtherThrows(SyntaxNode body)
    {
        var isUnfinished = false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in Inside(body))
        {
            var thrown = node switch
            {
                ThrowStatementSyntax statement => statement.Expression,
                ThrowExpressionSyntax expression => expression.Expression,
                _ => null,
            };

            if (thrown is not BaseObjectCreationExpressionSyntax || guards.Understood.Contains(node) || model.GetTypeInfo(thrown, cancellationToken).Type is not INamedTypeSymbol { TypeKind: TypeKind.Class } exception)
            {
                continue;
            }

            if (exception is { Name: "NotImplementedException", ContainingNamespace.Name: "System" })
            {
                isUnfinished = true;
                continue;
            }

            var condition = ConditionAround(node);
            if (seen.Add(exception.ToDisplayString() + condition) && guards.Found.Count < Most)
            {
                guards.Found.Add(new(Ending.Throws, exception, null, condition));
            }
        }

        return isUnfinished;
    }

    /// <summary>The condition on which a throw depends, where it is short enough to be read and holds no text that may be private.</summary>
    private static string? ConditionAround(SyntaxNode thrown)
    {
        var node = thrown.Parent is BlockSyntax block ? block.Parent : thrown.Parent;
        var condition = node switch
        {
            IfStatementSyntax choice when choice.Statement.Span.Contains(thrown.Span) => choice.Condition,
            ConditionalExpressionSyntax choice when choice.WhenTrue == thrown => choice.Condition,
            _ => null,
        };

        return condition is null || condition.Span.Length > 80 || condition.ToString().IndexOfAny(['"', '\'', '\n']) >= 0 ? null : condition.ToString();
    }

    /// <summary>The nodes that run when the member does.</summary>
    private static IEnumerable<SyntaxNode> Inside(SyntaxNode body)
        => body.DescendantNodesAndSelf(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));
}
