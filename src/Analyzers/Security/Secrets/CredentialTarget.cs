using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>Arguments that a parameter for a credential takes, by its name or by what its method is.</summary>
internal static class CredentialTarget
{
    /// <summary>What an argument is for; a parameter that takes a credential is a sink, whatever it is called.</summary>
    public static LiteralTarget? Of(ArgumentSyntax argument, SemanticModel model, CancellationToken cancellationToken)
        => LiteralTarget.Of(argument, model, cancellationToken) is { } target
            ? target.Parameter is { } parameter && CredentialSinks.Takes(parameter.ContainingSymbol, parameter.Name) > SinkKind.None ? new(TargetKind.Sink, parameter.Name, parameter) : target
            : null;

    /// <summary>
    /// False where no method that an argument may be for has a parameter that takes a credential, by its own name or by what the method
    /// is: then the argument need not be bound.
    /// </summary>
    public static bool MayTakeSecret(ArgumentSyntax argument, SemanticModel model, SecretVocabulary vocabulary)
    {
        if (LiteralTarget.KeyBeside(argument) is not null)
        {
            return true;
        }

        var callees = NameLookup.Callees(argument, model);
        foreach (var callee in callees)
        {
            // What is overridden may name its parameters otherwise.
            for (var symbol = callee; symbol is not null; symbol = (symbol as IMethodSymbol)?.OverriddenMethod)
            {
                foreach (var parameter in symbol is IMethodSymbol method ? method.Parameters : ((IPropertySymbol)symbol).Parameters)
                {
                    if (SecretClassifier.NamesSecret(parameter.Name, vocabulary) || CredentialSinks.Takes(symbol, parameter.Name) > SinkKind.None)
                    {
                        return true;
                    }
                }
            }
        }

        return callees.IsEmpty && (NameLookup.LocalFunction(argument, model) is not { } local || HasSecret(local.ParameterList, vocabulary));
    }

    private static bool HasSecret(ParameterListSyntax parameters, SecretVocabulary vocabulary)
    {
        foreach (var parameter in parameters.Parameters)
        {
            if (SecretClassifier.NamesSecret(parameter.Identifier.ValueText, vocabulary))
            {
                return true;
            }
        }

        return false;
    }
}
