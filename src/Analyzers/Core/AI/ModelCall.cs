using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProdGap.Analyzers.Core.AI;

/// <summary>A call of a language model through a library.</summary>
internal readonly struct ModelCall(ModelApi row, IInvocationOperation operation, IParameterSymbol? optionsParameter, IOperation? options)
{
    /// <summary>What the catalogue says about it.</summary>
    public ModelApi Row { get; } = row;

    public IInvocationOperation Operation { get; } = operation;

    /// <summary>The parameter for the options of the call; null where this overload has none.</summary>
    public IParameterSymbol? OptionsParameter { get; } = optionsParameter;

    /// <summary>What is passed for it; null where nothing or null is.</summary>
    public IOperation? Options { get; } = options;

    /// <summary>The call of a model that an invocation is; null for any other.</summary>
    public static ModelCall? Of(IInvocationOperation call, KnownTypes known)
    {
        if (ModelLibraries.Of(known).Find(ModelApiKind.Call, call.TargetMethod) is not { } row)
        {
            return null;
        }

        var given = call.Arguments.FirstOrDefault(argument => IsOptions(argument.Parameter?.Type, row, known));
        var value = given is null or { ArgumentKind: ArgumentKind.DefaultValue } ? null : given.Value is IConversionOperation { IsImplicit: true, Operand: var converted } ? converted : given.Value;
        return new(row, call, given?.Parameter, value is null or { ConstantValue: { HasValue: true, Value: null } } ? null : value);
    }

    /// <summary>Says what to look at for all calls of models.</summary>
    public static void Watch(RuleActions actions, Action<RuleContext, ModelCall> ask, Func<RuleContext, InvocationExpressionSyntax, bool>? maybe = null)
    {
        var libraries = ModelLibraries.Of(actions.Known);
        if (libraries.Have(ModelApiKind.Call))
        {
            actions.OnCall(
                (context, call) =>
                {
                    if (Of(call, context.Known) is { } found)
                    {
                        ask(context, found);
                    }
                },
                maybe ?? (static (_, _) => true),
                libraries.Names(ModelApiKind.Call));
        }
    }

    /// <summary>True for the type of the options, and for one that it derives from: settings of any provider go in as the settings of all.</summary>
    private static bool IsOptions(ITypeSymbol? parameter, ModelApi row, KnownTypes known)
        => row.Argument is { } options && parameter is not null && known[options] is { } type
            && (known.IsA(parameter, options) || (parameter.SpecialType != SpecialType.System_Object && parameter.TypeKind == TypeKind.Class && known.Compilation.ClassifyCommonConversion(type, parameter) is { IsIdentity: false, IsImplicit: true, IsReference: true }));
}
