using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Limits;

/// <summary>A prompt in which nobody but the app's own people wrote a word: constants, numbers and pictures. In doubt it is none.</summary>
internal static class FixedPrompt
{
    private const int Deepest = 12;

    /// <summary>What a call is given beside its prompt.</summary>
    private static readonly string[] Beside = ["CancellationToken", "Kernel", "IServiceProvider", "ILoggerFactory", "JsonSerializerOptions", "RequestOptions"];

    /// <summary>Contents that are no text.</summary>
    private static readonly string[] Pictures = ["DataContent", "UriContent", "ImageContent", "BinaryContent", "AudioContent"];

    /// <summary>Members of a request that are what is asked.</summary>
    private static readonly string[] Asked = ["messages", "contents", "prompt", "input"];

    /// <summary>Methods that put a text together of what they are given.</summary>
    private static readonly string[] Makers = ["Format", "Concat", "Join", "Trim", "TrimEnd", "TrimStart", "Replace", "ToString", "ReplaceLineEndings"];

    /// <summary>True for a call that says the same words each time.</summary>
    public static bool Is(ModelCall call, RuleContext context)
    {
        var isAsked = false;
        foreach (var argument in call.Operation.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue || argument.Parameter is not { } parameter || parameter is { Ordinal: 0, ContainingSymbol: IMethodSymbol { IsExtensionMethod: true } } || Array.IndexOf(Beside, parameter.Type.Name) >= 0 || parameter.Name is "model" or "modelId" or "serviceId")
            {
                continue;
            }

            // The options hold no words, but for the values of a template.
            if (argument.Value == call.Options || SymbolEqualityComparer.Default.Equals(parameter, call.OptionsParameter))
            {
                if (call.Options is { Type.Name: "KernelArguments" } && !Is(argument.Value, context, 0))
                {
                    return false;
                }

                // A whole request holds them.
                if (call.Options is { Type.Name: not "KernelArguments" } && call.Operation.Arguments.Length == 1 && !Is(argument.Value, context, 0))
                {
                    return false;
                }

                isAsked |= call.Operation.Arguments.Length == 1;
                continue;
            }

            if (!Is(argument.Value, context, 0))
            {
                return false;
            }

            isAsked = true;
        }

        return isAsked;
    }

    /// <summary>True for a request that is written out with the same words each time.</summary>
    public static bool Is(AnonymousObjectCreationExpressionSyntax body, RuleContext context)
        => context.Model.GetOperation(body, context.CancellationToken) is IAnonymousObjectCreationOperation written
            && written.Initializers.OfType<ISimpleAssignmentOperation>().Where(static set => set.Target is IPropertyReferenceOperation { Property.Name: var name } && Array.IndexOf(Asked, name) >= 0).ToList() is { Count: > 0 } asked
            && asked.TrueForAll(set => Is(set.Value, context, 0));

    private static bool Is(IOperation? value, RuleContext context, int depth)
    {
        if (value is null || depth > Deepest)
        {
            return false;
        }

        if (value.ConstantValue.HasValue || IsCount(value.Type) || (value.Type is { Name: var picture } && Array.IndexOf(Pictures, picture) >= 0))
        {
            return true;
        }

        bool All(IEnumerable<IOperation> parts) => parts.All(part => Is(part, context, depth + 1));
        switch (value)
        {
            case IConversionOperation conversion:
                return Is(conversion.Operand, context, depth + 1);
            case IParenthesizedOperation parenthesized:
                return Is(parenthesized.Operand, context, depth + 1);
            case IInterpolatedStringOperation text:
                return text.Parts.All(part => part is IInterpolatedStringTextOperation || (part is IInterpolationOperation hole && Is(hole.Expression, context, depth + 1)));
            case IBinaryOperation sum:
                return All([sum.LeftOperand, sum.RightOperand]);
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return All([choice.WhenTrue, otherwise]);
            case IArrayCreationOperation { Initializer: { } elements }:
                return All(elements.ElementValues);
            case ICollectionExpressionOperation collection:
                return All(collection.Elements);
            case ISpreadOperation spread:
                return Is(spread.Operand, context, depth + 1);
            case IAnonymousObjectCreationOperation written:
                return All(written.Initializers);
            case IObjectCreationOperation creation:
                return All(creation.Arguments.Where(static argument => argument.ArgumentKind != ArgumentKind.DefaultValue && !IsSettings(argument.Parameter?.Type)).Select(static argument => argument.Value))
                    && (creation.Initializer is null || All(creation.Initializer.Initializers));
            case IObjectOrCollectionInitializerOperation initializer:
                return All(initializer.Initializers);
            case IMemberInitializerOperation member:
                return Is(member.Initializer, context, depth + 1);
            case ISimpleAssignmentOperation set:
                return IsSettings(set.Type) || Is(set.Value, context, depth + 1);
            case IMemberReferenceOperation { Member: { IsStatic: true, ContainingType.Name: "ChatRole" or "AuthorRole" or "ChatMessageRole" or "Environment" } }:
                return true;
            case ILocalReferenceOperation { Local: var local }:
                return InitialValue.Of(local, context.Model, context.CancellationToken) is { } initial && Is(initial, context, depth + 1) && (local.Type.SpecialType == SpecialType.System_String || IsOnlyGivenSuch(local, value, context, depth));
            case IFieldReferenceOperation { Field: { IsReadOnly: true, Type.SpecialType: SpecialType.System_String } field }:
                return InitialValue.Of(field, context.Model, context.CancellationToken) is { } kept && Is(kept, context, depth + 1);
            case IInvocationOperation { TargetMethod: { IsImplicitlyDeclared: false } method } call:
                // Adding to a collection in its initializer; a message that a library makes; a text that is put together.
                return (call.IsImplicit || (method.IsStatic && method.Name.StartsWith("Create", StringComparison.Ordinal) && !context.Known.IsOfSolution(method.ContainingAssembly)) || (method.ContainingType.SpecialType == SpecialType.System_String && Array.IndexOf(Makers, method.Name) >= 0))
                    && (call.IsImplicit || call.Instance is null || Is(call.Instance, context, depth + 1))
                    && All(call.Arguments.Where(static argument => argument.ArgumentKind != ArgumentKind.DefaultValue).Select(static argument => argument.Value));
            default:
                return false;
        }
    }

    /// <summary>True for a list of messages to which the function around adds the same words each time, and that it hands to models alone.</summary>
    private static bool IsOnlyGivenSuch(ILocalSymbol list, IOperation use, RuleContext context, int depth)
    {
        var calls = ModelLibraries.Of(context.Known).Names(ModelApiKind.Call);
        foreach (var name in MemberNames.Of(VariableWrites.ScopeOf(use.Syntax)).Uses(list.Name))
        {
            switch (name.Parent)
            {
                case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Expression == name && access.Name.Identifier.ValueText.StartsWith("Add", StringComparison.Ordinal):
                    if (context.Model.GetOperation(call, context.CancellationToken) is not IInvocationOperation { TargetMethod: { IsExtensionMethod: false } } added
                        || !added.Arguments.Where(static argument => argument.ArgumentKind != ArgumentKind.DefaultValue).All(argument => Is(argument.Value, context, depth + 1)))
                    {
                        return false;
                    }

                    break;

                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax asked } when InvocationSyntax.NameOf(asked)?.Identifier.ValueText is { } called && Array.IndexOf(calls, called) >= 0:
                    break;

                default:
                    return false;
            }
        }

        return true;
    }

    /// <summary>True for a value of a type that can hold no words.</summary>
    private static bool IsCount(ITypeSymbol? type)
        => type switch
        {
            null => false,
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: { Length: 1 } of } => IsCount(of[0]),
            { TypeKind: TypeKind.Enum } => true,
            { SpecialType: SpecialType.System_Boolean or SpecialType.System_DateTime } or { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } => true,
            { Name: "Guid" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan", ContainingNamespace.Name: "System" } => true,
            _ => false,
        };

    private static bool IsSettings(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Name == "PromptExecutionSettings")
            {
                return true;
            }
        }

        return false;
    }
}
