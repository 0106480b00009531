using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProdGap.Analyzers.Core.Lookup;

/// <summary>What the code around a text says about it.</summary>
internal enum TargetKind
{
    /// <summary>A variable, member, key or parameter of some name takes it.</summary>
    Named,

    /// <summary>It is used where a setting is missing: <c>config["Jwt:Key"] ?? "…"</c>.</summary>
    Fallback,

    /// <summary>It reaches a place that takes a credential, whatever it is called.</summary>
    Sink,
}

/// <summary>Where a text goes: the name that takes it, and how sure that says something.</summary>
/// <param name="kind">What the code around it says.</param>
/// <param name="name">The identifier or the configuration key.</param>
/// <param name="parameter">The parameter that takes it, where one does.</param>
internal readonly struct LiteralTarget(TargetKind kind, string name, IParameterSymbol? parameter = null)
{
    public TargetKind Kind { get; } = kind;

    /// <summary>The identifier or the configuration key.</summary>
    public string Name { get; } = name;

    /// <summary>The parameter that takes it, where one does.</summary>
    public IParameterSymbol? Parameter { get; } = parameter;

    /// <summary>The place of a literal, or null where it has none that says anything.</summary>
    public static LiteralTarget? Of(ExpressionSyntax literal, SemanticModel model, CancellationToken cancellationToken)
        => Of(literal, out var argument) ?? (argument is null ? null : Of(argument, model, cancellationToken));

    /// <summary>The place of a literal, as far as it can be read off the syntax.</summary>
    /// <param name="literal">The literal.</param>
    /// <param name="argument">The argument that the literal is, or ends up in; only <see cref="Of(ArgumentSyntax, SemanticModel, CancellationToken)"/> says what it is for.</param>
    public static LiteralTarget? Of(ExpressionSyntax literal, out ArgumentSyntax? argument)
    {
        argument = null;
        SyntaxNode node = literal;
        while (true)
        {
            switch (node.Parent)
            {
                case ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax or SwitchExpressionArmSyntax or SwitchExpressionSyntax
                    or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression }:
                    if (node.Parent is SwitchExpressionSyntax choice && choice.GoverningExpression == node)
                    {
                        return null;
                    }

                    node = node.Parent;
                    break;

                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce:
                    if (coalesce.Right == node && KeyOf(coalesce.Left) is { } key)
                    {
                        return new(TargetKind.Fallback, key);
                    }

                    node = coalesce;
                    break;

                case ConditionalExpressionSyntax conditional:
                    if (conditional.Condition == node)
                    {
                        return null;
                    }

                    if (KeyOf(conditional.WhenTrue == node ? conditional.WhenFalse : conditional.WhenTrue) is { } otherKey)
                    {
                        return new(TargetKind.Fallback, otherKey);
                    }

                    node = conditional;
                    break;

                // "…".ToCharArray(), Encoding.UTF8.GetBytes("…"), Convert.FromBase64String("…")
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToCharArray" or "Trim" or "AsSpan" or "AsMemory" or "ToArray", Parent: InvocationExpressionSyntax call } access
                    when access.Expression == node:
                    node = call;
                    break;

                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetBytes" or "FromBase64String" or "FromHexString" } } conversion }:
                    node = conversion;
                    break;

                default:
                    argument = node.Parent as ArgumentSyntax;
                    if (argument is { Parent: TupleExpressionSyntax })
                    {
                        // Part of a value, and of no call.
                        argument = null;
                        return null;
                    }

                    return argument is null ? At(node) : null;
            }
        }
    }

    /// <summary>The name or key of what an expression reads: <c>config["A:B"]</c>, <c>GetEnvironmentVariable("A")</c>, <c>options.ApiKey</c>.</summary>
    public static string? KeyOf(ExpressionSyntax expression)
        => expression switch
        {
            ParenthesizedExpressionSyntax parenthesized => KeyOf(parenthesized.Expression),
            PostfixUnaryExpressionSyntax suppressed => KeyOf(suppressed.Operand),
            ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } => LiteralOf(arguments[0].Expression),
            InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } }
                when name is "GetValue" or "GetEnvironmentVariable" or "GetConnectionString" or "GetSection" or "GetRequiredSection" or "GetSecret" or "GetString" or "Get"
                => name == "GetConnectionString" ? "ConnectionStrings:" + LiteralOf(arguments[0].Expression) : LiteralOf(arguments[0].Expression),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value", Expression: InvocationExpressionSyntax section } => KeyOf(section),
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax binding } => binding.Name.Identifier.ValueText,
            IdentifierNameSyntax name => name.Identifier.ValueText,
            _ => null,
        };

    private static LiteralTarget? At(SyntaxNode node)
    {
        switch (node.Parent)
        {
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                return new(TargetKind.Named, variable.Identifier.ValueText);

            case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                return new(TargetKind.Named, property.Identifier.ValueText);

            case EqualsValueClauseSyntax { Parent: ParameterSyntax parameter }:
                return new(TargetKind.Named, parameter.Identifier.ValueText);

            case ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                return new(TargetKind.Named, property.Identifier.ValueText);

            case ReturnStatementSyntax or ArrowExpressionClauseSyntax
                when node.FirstAncestorOrSelf<AccessorDeclarationSyntax>() is { Parent.Parent: PropertyDeclarationSyntax property }:
                return new(TargetKind.Named, property.Identifier.ValueText);

            case AssignmentExpressionSyntax assignment when assignment.Right == node:
                return assignment.Left switch
                {
                    ImplicitElementAccessSyntax { ArgumentList.Arguments: { Count: 1 } keys } when LiteralOf(keys[0].Expression) is { } key => new(TargetKind.Named, key),
                    ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } keys } when LiteralOf(keys[0].Expression) is { } key => new(TargetKind.Named, key),
                    _ when assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression) && KeyOf(assignment.Left) is { } name => new(TargetKind.Fallback, name),
                    _ when KeyOf(assignment.Left) is { } name => new(TargetKind.Named, name),
                    _ => null,
                };

            case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ComplexElementInitializerExpression, Expressions: { Count: 2 } pair }
                when pair[1] == node && LiteralOf(pair[0]) is { } key:
                return new(TargetKind.Named, key);

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison:
                return KeyOf(comparison.Left == node ? comparison.Right : comparison.Left) is { } compared ? new(TargetKind.Named, compared) : null;

            case AnonymousObjectMemberDeclaratorSyntax { NameEquals.Name.Identifier.ValueText: var member }:
                return new(TargetKind.Named, member);

            case AttributeArgumentSyntax { NameEquals.Name.Identifier.ValueText: var named }:
                return new(TargetKind.Named, named);

            default:
                return null;
        }
    }

    /// <summary>The place that an argument is for. Unless a key beside it tells, it is bound, and with it the whole body around it.</summary>
    public static LiteralTarget? Of(ArgumentSyntax argument, SemanticModel model, CancellationToken cancellationToken)
    {
        if (KeyBeside(argument) is { } place)
        {
            return place;
        }

        if (model.GetOperation(argument, cancellationToken) is not IArgumentOperation { Parameter: { } parameter })
        {
            return null;
        }

        return new(TargetKind.Named, parameter.Name, parameter);
    }

    /// <summary>The place that a key beside an argument gives it.</summary>
    public static LiteralTarget? KeyBeside(ArgumentSyntax argument)
    {
        // A key and its value: headers.Add("X-Api-Key", "…"), UseSetting("Jwt:Key", "…"), new KeyValuePair("Jwt:Key", "…"), GetValue("Jwt:Key", "…").
        if (argument.Parent is ArgumentListSyntax { Arguments: { Count: 2 } pair } && pair[1] == argument && LiteralOf(pair[0].Expression) is { } key)
        {
            var called = (argument.Parent.Parent as InvocationExpressionSyntax)?.Expression;
            var method = (called as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText ?? (called as SimpleNameSyntax)?.Identifier.ValueText;
            if (method == "GetValue")
            {
                return new(TargetKind.Fallback, key);
            }

            var isPair = argument.Parent.Parent is ObjectCreationExpressionSyntax { Type: GenericNameSyntax { Identifier.ValueText: "KeyValuePair" } };
            if (isPair || method is "Add" or "TryAdd" or "Append" or "TryAddWithoutValidation" or "UseSetting" or "SetEnvironmentVariable" or "AddHeader" or "WithHeader"
                or "AddDefaultHeader" or "AddParameter" or "AddWithValue")
            {
                // The name of this header says nothing; what is sent with it is a credential.
                return new(key.Equals("Authorization", StringComparison.OrdinalIgnoreCase) ? TargetKind.Sink : TargetKind.Named, key);
            }
        }

        return null;
    }

    private static string? LiteralOf(ExpressionSyntax expression)
        => expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal ? literal.Token.ValueText : null;
}
