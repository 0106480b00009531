using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Outcomes;

/// <summary>
/// Reads the statements at the beginning of a member. What only refuses arguments is understood; behind the first statement that does
/// anything else nothing is certain any more.
/// </summary>
internal sealed class GuardReader(SemanticModel model, CancellationToken cancellationToken)
{
    /// <summary>The outcomes, in the order of the code.</summary>
    public List<Outcome> Found { get; } = [];

    /// <summary>What must not be refused before the end of what was read is reached.</summary>
    public List<GuardCondition> Before { get; } = [];

    /// <summary>The throws that an outcome is made of.</summary>
    public HashSet<SyntaxNode> Understood { get; } = [];

    /// <summary>False where what is read next may not be reached for other reasons.</summary>
    public bool IsCertain { get; set; } = true;

    /// <summary>True when a canceled token ends the run.</summary>
    public bool AsksToken { get; private set; }

    /// <summary>Reads a statement at the beginning; false where what follows it may not be reached.</summary>
    public bool Read(StatementSyntax statement)
    {
        switch (statement)
        {
            case ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }:
                return ReadCall(call);

            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment }:
                return ReadKept(assignment);

            case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local:
                return local.Declaration.Variables.All(variable => variable.Initializer is { Value: var value } && ReadStored(value));

            case IfStatementSyntax { Else: null } choice when ThrownBy(choice.Statement) is { } thrown:
                return ReadChoice(choice, thrown);

            default:
                return false;
        }
    }

    /// <summary>Reads an assignment that may refuse the value which it keeps; false where it does more.</summary>
    public bool ReadKept(AssignmentExpressionSyntax assignment) => IsPlain(assignment.Left) && ReadStored(assignment.Right);

    private bool ReadStored(ExpressionSyntax value)
    {
        if (value is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax thrown } either
            && GuardCondition.ParameterOf(either.Left, model) is { } parameter
            && ExceptionOf(thrown.Expression) is { } exception)
        {
            Understood.Add(thrown);
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

        Understood.Add(thrown);
        Add(exception, first);
        Before.AddRange(parts.Skip(1).OfType<GuardCondition>());
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
                AsksToken = true;
                Found.Add(new(Ending.Canceled, before: Reached));
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
                    Found.Add(Outcome.OfNull(ofNull, new(parameter, GuardKind.Null), Reached));
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
    private IReadOnlyList<GuardCondition>? Reached => IsCertain ? [.. Before] : null;

    private void Add(INamedTypeSymbol exception, GuardCondition cause)
    {
        Found.Add(new(Ending.Throws, exception, cause, null, Reached));
        Before.Add(cause);
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

    private static bool IsNumber(IParameterSymbol parameter) => parameter.Type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    /// <summary>True for a parameter that takes a cancellation token.</summary>
    public static bool IsToken(IParameterSymbol parameter)
        => parameter.Type is { Name: "CancellationToken", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } };
}
