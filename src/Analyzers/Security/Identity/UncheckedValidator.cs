using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>A delegate that should check a part of a token and gives back what it is given.</summary>
internal static class UncheckedValidator
{
    private static readonly string[] Readers = ["ReadJwtToken", "ReadToken", "ReadJsonWebToken"];

    private static readonly string[] Tokens = ["JwtSecurityToken", "JsonWebToken"];

    /// <summary>True for a delegate whose every return is made of its first argument alone: the token that is read from its text, the issuer itself.</summary>
    public static bool GivesBack(IOperation value, SemanticModel model, CancellationToken cancellationToken)
        => DelegateBody.Of(value, model, cancellationToken) is var (function, body) && GivesBack(body, function);

    private static bool GivesBack(IOperation body, IMethodSymbol function)
    {
        if (function.Parameters.Length == 0)
        {
            return false;
        }

        var gives = false;
        foreach (var part in body.DescendantsAndSelf(skip: static inner => inner is IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            switch (part)
            {
                case IThrowOperation or IInvalidOperation:
                case IInvocationOperation call when AlwaysTrue.MayRefuse(call):
                case IReturnOperation { ReturnedValue: { } value } when !IsMadeOf(value, function.Parameters[0], depth: 3):
                    return false;

                case IReturnOperation { ReturnedValue: not null }:
                    gives = true;
                    break;
            }
        }

        return gives;
    }

    private static bool IsMadeOf(IOperation value, IParameterSymbol given, int depth)
    {
        value = Operands.UnwrapAwait(value);
        return value switch
        {
            IParameterReferenceOperation { Parameter: var parameter } => SymbolEqualityComparer.Default.Equals(parameter, given),
            IObjectCreationOperation { Type.Name: var type, Arguments: { Length: 1 } arguments } when depth > 0 && Array.IndexOf(Tokens, type) >= 0 => IsMadeOf(arguments[0].Value, given, depth - 1),
            IInvocationOperation { TargetMethod.Name: var name, Arguments: { Length: 1 } arguments } when depth > 0 && Array.IndexOf(Readers, name) >= 0 => IsMadeOf(arguments[0].Value, given, depth - 1),
            ILocalReferenceOperation local when depth > 0 && Operands.Initializer(local) is { } initial => IsMadeOf(initial, given, depth - 1),
            _ => false,
        };
    }
}
