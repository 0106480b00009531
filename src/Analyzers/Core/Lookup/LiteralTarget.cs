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

    /// <summary>Something of some name is compared with it.</summary>
    Compared,
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
    /// <param name="literal">The literal.</param>
    /// <param name="model">The model of its file.</param>
    /// <param name="cancellationToken">Ends the binding.</param>
    /// <param name="isWide">Also for one of several, a part of a tuple, the result of a method, and all that is compared.</param>
    public static LiteralTarget? Of(ExpressionSyntax literal, SemanticModel model, CancellationToken cancellationToken, bool isWide = false)
        => Of(literal, out var argument, isWide) ?? (argument is null ? null : Of(argument, model, cancellationToken));

    /// <summary>The place of a literal, as far as it can be read off the syntax.</summary>
    /// <param name="literal">The literal.</param>
    /// <param name="argument">The argument that the literal is, or ends up in; only <see cref="Of(ArgumentSyntax, SemanticModel, CancellationToken)"/> says what it is for.</param>
    /// <param name="isWide">Also for one of several, a part of a tuple, the result of a method, and all that is compared.</param>
    public static LiteralTarget? Of(ExpressionSyntax literal, out ArgumentSyntax? argument, bool isWide = false)
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
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToCharArray" or "Trim" or "AsSpan" or "AsMemory" or "ToArray" or "Sha256" or "Sha512", Parent: InvocationExpressionSyntax call } access
                    when access.Expression == node:
                    node = call;
                    break;

                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetBytes" or "FromBase64String" or "FromHexString" or "FromResult" } } conversion }:
                    node = conversion;
                    break;

                // One of several: string[] keys = ["…"], new[] { "…" }
                case ExpressionElementSyntax { Parent: CollectionExpressionSyntax list } when isWide:
                    node = list;
                    break;

                case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ArrayInitializerExpression or (int)SyntaxKind.CollectionInitializerExpression } elements when isWide:
                    node = elements.Parent is ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or BaseObjectCreationExpressionSyntax ? elements.Parent : elements;
                    break;

                case LambdaExpressionSyntax { ExpressionBody: var body } lambda when isWide && body == node && lambda.Parent is EqualsValueClauseSyntax or AssignmentExpressionSyntax:
                    node = lambda;
                    break;

                default:
                    argument = node.Parent as ArgumentSyntax;
                    if (argument is { Parent: TupleExpressionSyntax tuple })
                    {
                        // Part of a value, and of no call.
                        var part = isWide ? PartOf(tuple, argument) : null;
                        argument = null;
                        return part is null ? null : new(TargetKind.Named, part);
                    }

                    return argument is null ? At(node, isWide)
                        : isWide && ComparedWith(argument) is { } compared && KeyOf(compared) is { } tested ? new(TargetKind.Compared, tested)
                        : null;
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
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString" or "Trim" or "FirstOrDefault" or "First" or "ToLower" or "ToLowerInvariant", Expression: var receiver } } => KeyOf(receiver),
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "ToString" or "Trim" or "ToLower" or "ToLowerInvariant" } }, Expression: var receiver } => KeyOf(receiver),
            ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax binding } => binding.Name.Identifier.ValueText,
            IdentifierNameSyntax name => name.Identifier.ValueText,
            _ => null,
        };

    private static LiteralTarget? At(SyntaxNode node, bool isWide)
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

            case ReturnStatementSyntax or ArrowExpressionClauseSyntax when isWide:
                return ResultOf(node.Parent) is { } result ? new(TargetKind.Named, result) : null;

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
                return KeyOf(comparison.Left == node ? comparison.Right : comparison.Left) is { } compared ? new(TargetKind.Compared, compared) : null;

            // "…".Equals(password)
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals", Parent: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } others } } access when isWide && access.Expression == node:
                return KeyOf(others[0].Expression) is { } other ? new(TargetKind.Compared, other) : null;

            case ConstantPatternSyntax or CaseSwitchLabelSyntax when isWide:
                return MatchedBy(node.Parent) is { } matched && KeyOf(matched) is { } tested ? new(TargetKind.Compared, tested) : null;

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

    /// <summary>What an argument is compared with: <c>password.Equals("…")</c>, <c>string.Equals(password, "…")</c>, <c>FixedTimeEquals(bytes, …)</c>.</summary>
    private static ExpressionSyntax? ComparedWith(ArgumentSyntax argument)
    {
        if (argument.Parent is not ArgumentListSyntax { Arguments: var arguments, Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals" or "FixedTimeEquals" or "SequenceEqual" or "Compare" or "CompareOrdinal" or "CompareTo", Expression: var receiver } access } })
        {
            return null;
        }

        var index = arguments.IndexOf(argument);
        var isStatic = receiver is PredefinedTypeSyntax or IdentifierNameSyntax { Identifier.ValueText: "String" or "CryptographicOperations" or "StringComparer" }
            || receiver is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "StringComparer" } };
        var other = !isStatic ? (index == 0 && access.Name.Identifier.ValueText != "FixedTimeEquals" ? receiver : null)
            : arguments.Count > 1 && index < 2 ? arguments[1 - index].Expression
            : null;

        // Text to bytes on both sides.
        return other is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetBytes" }, ArgumentList.Arguments: { Count: 1 } converted } ? converted[0].Expression : other;
    }

    /// <summary>The value that a pattern or a label is held against.</summary>
    private static ExpressionSyntax? MatchedBy(SyntaxNode pattern)
    {
        var node = pattern;
        while (node.Parent is BinaryPatternSyntax or UnaryPatternSyntax or ParenthesizedPatternSyntax or CasePatternSwitchLabelSyntax)
        {
            node = node.Parent;
        }

        return node is CaseSwitchLabelSyntax or CasePatternSwitchLabelSyntax ? (node.Parent?.Parent as SwitchStatementSyntax)?.Expression : node.Parent switch
        {
            IsPatternExpressionSyntax test => test.Expression,
            SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax choice } => choice.GoverningExpression,
            _ => null,
        };
    }

    /// <summary>What a method gives by its name: <c>GetApiKey</c> gives an API key. Null where a lambda is returned from.</summary>
    private static string? ResultOf(SyntaxNode place)
    {
        foreach (var around in place.Ancestors())
        {
            switch (around)
            {
                case MethodDeclarationSyntax method:
                    return GivenBy(method.Identifier.ValueText);

                case LocalFunctionStatementSyntax local:
                    return GivenBy(local.Identifier.ValueText);

                case AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    private static string GivenBy(string method)
    {
        foreach (var verb in Getters)
        {
            if (method.Length > verb.Length && method.StartsWith(verb, StringComparison.OrdinalIgnoreCase) && !char.IsLower(method[verb.Length]))
            {
                method = method.Substring(verb.Length).TrimStart('_');
                break;
            }
        }

        return method.Length > "Async".Length && method.EndsWith("Async", StringComparison.Ordinal) ? method.Substring(0, method.Length - "Async".Length) : method;
    }

    private static readonly string[] Getters = ["Get", "Load", "Read", "Fetch", "Retrieve", "Resolve", "Provide", "Obtain", "Default"];

    /// <summary>The name of an element of a tuple: its own, that of the variable it goes to, or that of the type it is returned as.</summary>
    private static string? PartOf(TupleExpressionSyntax tuple, ArgumentSyntax part)
    {
        if (part.NameColon is { Name.Identifier.ValueText: var own })
        {
            return own;
        }

        var index = tuple.Arguments.IndexOf(part);
        switch (tuple.Parent)
        {
            case AssignmentExpressionSyntax { Left: TupleExpressionSyntax variables } assignment when assignment.Right == tuple && index < variables.Arguments.Count:
                return variables.Arguments[index].Expression is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax declared } ? declared.Identifier.ValueText : KeyOf(variables.Arguments[index].Expression);

            case AssignmentExpressionSyntax { Left: DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax designations } } when index < designations.Variables.Count:
                return (designations.Variables[index] as SingleVariableDesignationSyntax)?.Identifier.ValueText;
        }

        TypeSyntax? type = null;
        foreach (var around in tuple.Ancestors())
        {
            (type, var isEnd) = around switch
            {
                VariableDeclarationSyntax variable => (variable.Type, true),
                PropertyDeclarationSyntax property => (property.Type, true),
                MethodDeclarationSyntax method => (method.ReturnType, true),
                LocalFunctionStatementSyntax local => (local.ReturnType, true),
                EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or VariableDeclaratorSyntax or BlockSyntax or AccessorDeclarationSyntax or AccessorListSyntax or IfStatementSyntax => (null, false),
                _ => (null, true),
            };
            if (isEnd)
            {
                break;
            }
        }

        type = type is GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } results } ? results[0] : type;
        return type is TupleTypeSyntax { Elements: var elements } && index < elements.Count ? elements[index].Identifier.ValueText : null;
    }

    private static string? LiteralOf(ExpressionSyntax expression)
        => expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal ? literal.Token.ValueText : null;
}
