using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.AI;

/// <summary>A place where text is handed to a language model.</summary>
internal readonly struct PromptText(string sink, IOperation value, bool isDeveloper, ModelApi? row, bool isOfApp = false)
{
    /// <summary>The roles whose text is obeyed.</summary>
    private static readonly string[] InstructionRoles = ["system", "developer"];

    /// <summary>How the types of a role are called.</summary>
    private static readonly string[] RoleTypes = ["ChatRole", "AuthorRole", "ChatMessageRole", "RoleType"];

    /// <summary>What holds the text of a message that is written out as an object.</summary>
    private static readonly string[] Contents = ["content", "text", "parts"];

    /// <summary>What holds instructions beside the messages of a request that is written out as an object.</summary>
    private static readonly string[] InstructionMembers = ["system", "systemInstruction", "system_instruction", "instructions"];

    /// <summary>What stands beside them.</summary>
    private static readonly string[] Beside = ["messages", "contents", "input"];

    /// <summary>What takes the text, as it is called there.</summary>
    public string Sink { get; } = sink;

    /// <summary>The text, or what holds it.</summary>
    public IOperation Value { get; } = value;

    /// <summary>True for the developer's role.</summary>
    public bool IsDeveloper { get; } = isDeveloper;

    /// <summary>What the catalogue says about it; null for a request that is written out.</summary>
    public ModelApi? Row { get; } = row;

    /// <summary>True for a message of a type of the app's own, which may also be stored or shown.</summary>
    public bool IsOfApp { get; } = isOfApp;

    /// <summary>Says what to look at for all places of a kind: <see cref="ModelApiKind.Instructions"/>, <see cref="ModelApiKind.Prompt"/> or <see cref="ModelApiKind.Template"/>.</summary>
    public static void Watch(RuleActions actions, ModelApiKind kind, Action<RuleContext, PromptText> ask)
    {
        var libraries = ModelLibraries.Of(actions.Known);
        var isInLibrary = libraries.Have(kind);
        if (isInLibrary)
        {
            var members = new HashSet<string>(libraries.Names(kind), StringComparer.Ordinal);
            actions.OnCall((context, call) => Ask(context, kind, call, ask), static call => call.ArgumentList.Arguments.Count > 0, [.. members.Concat(["AsAIAgent", "CreateAIAgent"]).Distinct()]);
            actions.OnSyntax(
                context =>
                {
                    var assignment = (AssignmentExpressionSyntax)context.Node;
                    if (MemberName.Of(assignment.Left)?.ValueText is { } name && members.Contains(name))
                    {
                        Ask(context, kind, context.Model.GetOperation(assignment, context.CancellationToken), ask);
                    }
                },
                SyntaxKind.SimpleAssignmentExpression);
        }

        var hasMessages = kind != ModelApiKind.Template;
        var types = new HashSet<string>(libraries.RowsOf(kind).Where(static row => row.Members.Contains(ModelApi.Constructor)).Select(static row => row.Type.Substring(row.Type.LastIndexOf('.') + 1)), StringComparer.Ordinal);
        if (hasMessages || types.Count > 0)
        {
            actions.OnSyntax(
                context =>
                {
                    var creation = (BaseObjectCreationExpressionSyntax)context.Node;
                    if ((types.Count > 0 && creation.ArgumentList is { Arguments.Count: > 0 } && (CreatedType.NameOf(creation) is not { } name || types.Contains(name))) || (hasMessages && SaysRole(creation)))
                    {
                        Ask(context, kind, context.Model.GetOperation(creation, context.CancellationToken), ask);
                    }
                },
                SyntaxKind.ObjectCreationExpression,
                SyntaxKind.ImplicitObjectCreationExpression);
        }

        if (hasMessages)
        {
            // { role = "system", content = … }, or an object with these members.
            actions.OnSyntax(
                context =>
                {
                    var written = (AnonymousObjectCreationExpressionSyntax)context.Node;
                    if (written.Initializers.Count > 1 && written.Initializers.Any(static member => NameOf(member) is { } name && (name is "role" or "Role" || Array.IndexOf(InstructionMembers, name) >= 0)))
                    {
                        Ask(context, kind, context.Model.GetOperation(written, context.CancellationToken), ask);
                    }
                },
                SyntaxKind.AnonymousObjectCreationExpression);
        }
    }

    /// <summary>The place that an operation is; null for any other.</summary>
    /// <param name="operation">A creation, a call, an assignment or an anonymous object.</param>
    /// <param name="kind">The kind of place.</param>
    /// <param name="known">The types of the project.</param>
    public static PromptText? Of(IOperation? operation, ModelApiKind kind, KnownTypes known)
        => operation switch
        {
            IObjectCreationOperation { Constructor: { } constructor } creation => OfArguments(creation.Syntax, constructor, creation.Arguments, kind, known) ?? (kind == ModelApiKind.Template ? null : OfMessage(creation, kind, known)),
            IInvocationOperation call => OfArguments(call.Syntax, call.TargetMethod, call.Arguments, kind, known) ?? (kind == ModelApiKind.Instructions ? OfAgent(call, known) : null),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment => ModelLibraries.Of(known).Find(kind, property) is { } row ? new(property.Name, TextIn(assignment.Value), property.Name.Contains("Developer"), row) : null,
            IAnonymousObjectCreationOperation written when kind != ModelApiKind.Template => OfWritten(written, kind),
            _ => null,
        };

    private static void Ask(RuleContext context, ModelApiKind kind, IOperation? operation, Action<RuleContext, PromptText> ask)
    {
        if (Of(operation, kind, context.Known) is { } found)
        {
            ask(context, found);
        }
    }

    private static PromptText? OfArguments(SyntaxNode syntax, IMethodSymbol method, IEnumerable<IArgumentOperation> arguments, ModelApiKind kind, KnownTypes known)
    {
        if (ModelLibraries.Of(known).Find(kind, method) is not { } row)
        {
            return null;
        }

        var isDeveloper = method.Name.Contains("Developer") || method.ContainingType.Name.Contains("Developer");
        if (row.Has(ModelApiTraits.ByRole))
        {
            var role = arguments.FirstOrDefault(static argument => argument.Parameter is { } parameter && IsRole(parameter.Type))?.Value;
            if (role is null || RoleOf(role) is not { } name || !IsOf(name, kind))
            {
                return null;
            }

            isDeveloper = name == "developer";
        }

        var value = row.Argument is { } wanted
            ? arguments.FirstOrDefault(argument => argument.Parameter?.Name == wanted)
            : arguments.FirstOrDefault(static argument => argument.ArgumentKind != ArgumentKind.DefaultValue && argument.Parameter is { Type: var type, Name: var name } && !IsRole(type) && !IsThis(argument) && name is not ("participantName" or "authorName"));
        var sink = method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name;
        return value is { ArgumentKind: not ArgumentKind.DefaultValue } ? new(sink, TextIn(value.Value), isDeveloper, row) : null;
    }

    /// <summary><c>chatClient.AsAIAgent(instructions: …)</c>: each provider has an extension of its own.</summary>
    private static PromptText? OfAgent(IInvocationOperation call, KnownTypes known)
        => call.TargetMethod is { Name: "AsAIAgent" or "CreateAIAgent", ReturnType: var agent } && known.IsA(agent, "Microsoft.Agents.AI.AIAgent")
            && call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "instructions") is { ArgumentKind: not ArgumentKind.DefaultValue, Value: var value }
            ? new(call.TargetMethod.Name, value, false, null)
            : null;

    /// <summary>A message of the app's own: <c>new Message { Role = "system", Content = … }</c>, <c>new Message("system", …)</c></summary>
    private static PromptText? OfMessage(IObjectCreationOperation creation, ModelApiKind kind, KnownTypes known)
    {
        if (creation.Type is not { } type || !(known.IsOfSolution(type.ContainingAssembly) || ModelLibraries.Of(known).RowsOf(kind).Any(row => row.Has(ModelApiTraits.ByRole) && known.Is(type, row.Type))))
        {
            return null;
        }

        var role = creation.Arguments.FirstOrDefault(static argument => string.Equals(argument.Parameter?.Name, "role", StringComparison.OrdinalIgnoreCase))?.Value ?? SetOf(creation, "Role");
        if (role is null || RoleOf(role) is not { } name || !IsOf(name, kind))
        {
            return null;
        }

        var value = creation.Arguments.FirstOrDefault(static argument => argument.ArgumentKind != ArgumentKind.DefaultValue && argument.Parameter is { Name: var parameter } && Array.Exists(Contents, content => string.Equals(content, parameter, StringComparison.OrdinalIgnoreCase)))?.Value
            ?? SetOf(creation, "Content") ?? SetOf(creation, "Text") ?? SetOf(creation, "Contents");
        return value is null ? null : new(type.Name, TextIn(value), name == "developer", null, known.IsOfSolution(type.ContainingAssembly));
    }

    /// <summary>A message or a request that is written out: <c>new { role = "system", content = … }</c>, <c>new { system = …, messages }</c></summary>
    private static PromptText? OfWritten(IAnonymousObjectCreationOperation written, ModelApiKind kind)
    {
        if (SetOf(written, "role") is { } role)
        {
            return RoleOf(role) is { } name && IsOf(name, kind) && Contents.Select(content => SetOf(written, content)).FirstOrDefault(static value => value is not null) is { } text
                ? new(name == "developer" ? "role = developer" : kind == ModelApiKind.Instructions ? "role = system" : "role = user", TextIn(text), name == "developer", null)
                : null;
        }

        if (kind != ModelApiKind.Instructions || !Array.Exists(Beside, name => SetOf(written, name) is not null))
        {
            return null;
        }

        foreach (var member in InstructionMembers)
        {
            if (SetOf(written, member) is { } value)
            {
                return new(member, TextIn(value), false, null);
            }
        }

        return null;
    }

    /// <summary>
    /// The text in <c>new[] { new { text = … } }</c>, <c>new { parts = new[] { new { text = … } } }</c>, <c>[new TextContent(…)]</c>; the value itself where
    /// none is written there. Of several texts it is the first that is no constant.
    /// </summary>
    private static IOperation TextIn(IOperation value)
    {
        var inner = value;
        while (inner is IConversionOperation { Operand: var converted })
        {
            inner = converted;
        }

        if (inner is not (IAnonymousObjectCreationOperation or IArrayCreationOperation or ICollectionExpressionOperation or IObjectCreationOperation or IInvocationOperation { TargetMethod.Name: "CreateTextPart" }))
        {
            return value;
        }

        IOperation? constant = null;
        foreach (var part in inner.DescendantsAndSelf())
        {
            var text = part switch
            {
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "text" or "content" or "Text" } } set => set.Value,
                IObjectCreationOperation { Type.Name: "TextContent" or "TextBlockParam", Arguments: { Length: > 0 } arguments } => arguments[0].Value,
                IInvocationOperation { TargetMethod.Name: "CreateTextPart", Arguments: { Length: > 0 } arguments } => arguments[0].Value,
                _ => null,
            };
            if (text is { ConstantValue.HasValue: false } and { Type.SpecialType: SpecialType.System_String })
            {
                return text;
            }

            constant ??= text;
        }

        return constant ?? value;
    }

    private static IOperation? SetOf(IObjectCreationOperation creation, string member) => creation.Initializer is null ? null : SetOf(creation.Initializer.Initializers, member);

    private static IOperation? SetOf(IAnonymousObjectCreationOperation written, string member) => SetOf(written.Initializers, member);

    private static IOperation? SetOf(IEnumerable<IOperation> initializers, string member)
        => initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(set => set.Target is IPropertyReferenceOperation { Property.Name: var name } && string.Equals(name, member, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>The role in lower case: a constant text, <c>ChatRole.System</c>, <c>new ChatRole("system")</c>; null for one that nobody can tell.</summary>
    private static string? RoleOf(IOperation role)
        => role switch
        {
            IConversionOperation { Operand: var converted } => RoleOf(converted),
            { ConstantValue: { HasValue: true, Value: string text } } => text.ToLowerInvariant(),
            IMemberReferenceOperation { Member: { IsStatic: true, Name: var name } } => name.ToLowerInvariant(),
            IObjectCreationOperation { Arguments: { Length: 1 } arguments } => RoleOf(arguments[0].Value),
            _ => null,
        };

    private static bool IsOf(string role, ModelApiKind kind) => kind == ModelApiKind.Instructions ? Array.IndexOf(InstructionRoles, role) >= 0 : role == "user";

    private static bool IsRole(ITypeSymbol type) => Array.IndexOf(RoleTypes, (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: { Length: 1 } of } ? of[0] : type).Name) >= 0;

    private static bool IsThis(IArgumentOperation argument) => argument.Parameter is { Ordinal: 0, ContainingSymbol: IMethodSymbol { IsExtensionMethod: true } };

    private static string? NameOf(AnonymousObjectMemberDeclaratorSyntax member) => (member.NameEquals?.Name.Identifier ?? MemberName.Of(member.Expression))?.ValueText;

    /// <summary>True for an object whose role is written there.</summary>
    private static bool SaysRole(BaseObjectCreationExpressionSyntax creation)
        => creation.ArgumentList?.Arguments.Any(static argument => IsRoleText(argument.Expression)) == true
            || creation.Initializer?.Expressions.Any(static set => set is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "Role" or "role" } }) == true;

    private static bool IsRoleText(ExpressionSyntax expression) => expression is LiteralExpressionSyntax { Token.ValueText: "system" or "developer" or "user" } || MemberName.Of(expression)?.ValueText is "System" or "Developer" or "User";
}
