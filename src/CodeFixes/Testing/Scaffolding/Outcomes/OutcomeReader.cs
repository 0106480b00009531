using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Outcomes;

/// <summary>
/// Reads from the code of a member in which ways its runs can end. What stands at its beginning and only refuses arguments is
/// understood; behind the first statement that does anything else nothing is certain any more.
/// </summary>
internal sealed class OutcomeReader
{
    /// <summary>More failures of one member than this are not told apart.</summary>
    private const int Most = 8;

    private readonly SemanticModel model;
    private readonly CancellationToken cancellationToken;
    private readonly List<Outcome> found = [];
    private readonly List<GuardCondition> before = [];
    private readonly HashSet<SyntaxNode> understood = [];
    private bool isCertain = true;
    private bool asksToken;

    private OutcomeReader(SemanticModel model, CancellationToken cancellationToken)
    {
        this.model = model;
        this.cancellationToken = cancellationToken;
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
        return reader.found;
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
            BlockSyntax block => block.Statements.All(reader.ReadFirst),
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment => reader.IsPlain(assignment.Left) && reader.ReadStored(assignment.Right),
            _ => false,
        };
        return all ? reader.before : null;
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
            found.Add(new(Ending.Normal));
            return;
        }

        // An iterator runs, guards and all, when somebody enumerates it. What async void throws, no caller sees. A constructor first runs what its base does.
        var isIterator = Inside(body).Any(node => node is YieldStatementSyntax);
        // What stands behind a statement that is not understood is read all the same, but may not be reached.
        isCertain = !isIterator && method is not { IsAsync: true, ReturnsVoid: true } && declaration is not ConstructorDeclarationSyntax { Initializer: not null };
        foreach (var statement in body is BlockSyntax block ? block.Statements : [])
        {
            isCertain &= ReadFirst(statement);
        }

        var isUnfinished = ReadOtherThrows(body);
        if (!asksToken && method.Parameters.Any(IsToken))
        {
            found.Add(new(Ending.Canceled));
        }

        if (isUnfinished || Completes(body))
        {
            found.Insert(0, new(Ending.Normal));
        }
    }

    private bool Completes(SyntaxNode body)
        => body switch
        {
            BlockSyntax block => model.AnalyzeControlFlow(block) is not { Succeeded: true } flow || flow.EndPointIsReachable || !flow.ReturnStatements.IsEmpty || Inside(body).Any(node => node is YieldStatementSyntax),
            ThrowExpressionSyntax => false,
            _ => true,
        };

    /// <summary>Reads a statement at the beginning; false where what follows it may not be reached.</summary>
    private bool ReadFirst(StatementSyntax statement)
    {
        switch (statement)
        {
            case ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }:
                return ReadCall(call);

            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment }:
                return IsPlain(assignment.Left) && ReadStored(assignment.Right);

            case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local:
                return local.Declaration.Variables.All(variable => variable.Initializer is { Value: var value } && ReadStored(value));

            case IfStatementSyntax { Else: null } choice when ThrownBy(choice.Statement) is { } thrown:
                return ReadChoice(choice, thrown);

            default:
                return false;
        }
    }

    private bool ReadStored(ExpressionSyntax value)
    {
        if (value is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax thrown } either
            && GuardCondition.ParameterOf(either.Left, model) is { } parameter
            && ExceptionOf(thrown.Expression) is { } exception)
        {
            understood.Add(thrown);
            Add(exception, new(parameter, GuardKind.Null));
            return true;
        }

        return SideEffectFree.Is(value, model);
    }

    private bool ReadChoice(IfStatementSyntax choice, ThrowStatementSyntax thrown)
    {
        var parts = GuardCondition.Read(choice.Condition, model).ToList();
        if (parts[0] is not { } first || thrown.Expression is null || ExceptionOf(thrown.Expression) is not { } exception)
        {
            return false;
        }

        understood.Add(thrown);
        Add(exception, first);
        before.AddRange(parts.Skip(1).OfType<GuardCondition>());
        return !parts.Contains(null);
    }

    private bool ReadCall(InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax access)
        {
            return false;
        }

        var name = access.Name.Identifier.ValueText;
        if (name == "ThrowIfCancellationRequested" && GuardCondition.ParameterOf(access.Expression, model) is { } token && IsToken(token))
        {
            if (model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol)
            {
                asksToken = true;
                found.Add(new(Ending.Canceled, before: Reached));
                return true;
            }

            return false;
        }

        if (!name.StartsWith("ThrowIf", StringComparison.Ordinal)
            || call.ArgumentList.Arguments is not { Count: > 0 } arguments
            || GuardCondition.ParameterOf(arguments[0].Expression, model) is not { } parameter
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { IsStatic: true, ContainingType: { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } exception })
        {
            return false;
        }

        var bound = arguments.Count > 1 ? GuardCondition.Number(model.GetConstantValue(arguments[1].Expression).Value) : null;
        switch (name)
        {
            case "ThrowIfNull":
                Add(exception, new(parameter, GuardKind.Null));
                return true;

            case "ThrowIfNullOrEmpty" or "ThrowIfNullOrWhiteSpace":
                var blank = new GuardCondition(parameter, name == "ThrowIfNullOrEmpty" ? GuardKind.NullOrEmpty : GuardKind.NullOrWhiteSpace);
                if (model.Compilation.GetTypesByMetadataName("System.ArgumentNullException").FirstOrDefault(type => type.ContainingAssembly.Equals(exception.ContainingAssembly, SymbolEqualityComparer.Default)) is { } ofNull)
                {
                    found.Add(Outcome.OfNull(ofNull, new(parameter, GuardKind.Null), Reached));
                }

                Add(exception, blank);
                return true;

            case "ThrowIfNegative" or "ThrowIfNegativeOrZero" or "ThrowIfZero" when IsNumber(parameter):
                Add(exception, new(parameter, name == "ThrowIfNegative" ? GuardKind.Less : name == "ThrowIfZero" ? GuardKind.Equal : GuardKind.LessOrEqual));
                return true;

            case "ThrowIfGreaterThan" or "ThrowIfGreaterThanOrEqual" or "ThrowIfLessThan" or "ThrowIfLessThanOrEqual" or "ThrowIfEqual" or "ThrowIfNotEqual" when bound is { } limit && IsNumber(parameter):
                Add(exception, new(
                    parameter,
                    name switch
                    {
                        "ThrowIfGreaterThan" => GuardKind.Greater,
                        "ThrowIfGreaterThanOrEqual" => GuardKind.GreaterOrEqual,
                        "ThrowIfLessThan" => GuardKind.Less,
                        "ThrowIfLessThanOrEqual" => GuardKind.LessOrEqual,
                        "ThrowIfEqual" => GuardKind.Equal,
                        _ => GuardKind.NotEqual,
                    },
                    limit));
                return true;

            default:
                return false;
        }
    }

    /// <summary>What must not be refused before the present statement is reached; null where something else may be in the way.</summary>
    private IReadOnlyList<GuardCondition>? Reached => isCertain ? [.. before] : null;

    private void Add(INamedTypeSymbol exception, GuardCondition cause)
    {
        found.Add(new(Ending.Throws, exception, cause, null, Reached));
        before.Add(cause);
    }

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

            if (thrown is not BaseObjectCreationExpressionSyntax || understood.Contains(node) || model.GetTypeInfo(thrown, cancellationToken).Type is not INamedTypeSymbol { TypeKind: TypeKind.Class } exception)
            {
                continue;
            }

            if (exception is { Name: "NotImplementedException", ContainingNamespace.Name: "System" })
            {
                isUnfinished = true;
                continue;
            }

            var condition = ConditionAround(node);
            if (seen.Add(exception.ToDisplayString() + condition) && found.Count < Most)
            {
                found.Add(new(Ending.Throws, exception, null, condition));
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

    /// <summary>The type of an exception whose creation cannot fail itself.</summary>
    private INamedTypeSymbol? ExceptionOf(ExpressionSyntax thrown)
    {
        if (thrown is not BaseObjectCreationExpressionSyntax { Initializer: null } creation || creation.ArgumentList?.Arguments.All(argument => IsPlainText(argument.Expression)) == false)
        {
            return null;
        }

        return model.GetTypeInfo(thrown, cancellationToken).Type is INamedTypeSymbol { TypeKind: TypeKind.Class, Name: not "NotImplementedException" } type ? type : null;
    }

    private static bool IsPlainText(ExpressionSyntax expression)
    {
        // A text of a thousand pieces is a thousand expressions deep, all on the left.
        while (expression is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum)
        {
            if (!IsPlainPiece(sum.Right))
            {
                return false;
            }

            expression = sum.Left;
        }

        return IsPlainPiece(expression);
    }

    private static bool IsPlainPiece(ExpressionSyntax expression)
        => expression switch
        {
            LiteralExpressionSyntax or IdentifierNameSyntax => true,
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } => true,
            InterpolatedStringExpressionSyntax text => text.Contents.OfType<InterpolationSyntax>().All(hole => IsPlainPiece(hole.Expression)),
            _ => false,
        };

    /// <summary>True for a place that only keeps a value: a local, a field, a property without code.</summary>
    private bool IsPlain(ExpressionSyntax target)
        => target is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
            && model.GetSymbolInfo(target, cancellationToken).Symbol is { } symbol
            && (symbol is ILocalSymbol or IFieldSymbol
                || (symbol is IPropertySymbol property && property.ContainingType.GetMembers().Any(member => member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))));

    private static ThrowStatementSyntax? ThrownBy(StatementSyntax statement)
        => statement as ThrowStatementSyntax ?? (statement is BlockSyntax { Statements: { Count: 1 } statements } ? statements[0] as ThrowStatementSyntax : null);

    /// <summary>The nodes that run when the member does.</summary>
    private static IEnumerable<SyntaxNode> Inside(SyntaxNode body)
        => body.DescendantNodesAndSelf(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    private static bool IsNumber(IParameterSymbol parameter) => parameter.Type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    private static bool IsToken(IParameterSymbol parameter)
        => parameter.Type is { Name: "CancellationToken", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } };
}
