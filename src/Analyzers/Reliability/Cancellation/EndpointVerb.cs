using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Whether an endpoint reads: a read can be cut off anywhere, of a write half may be done.</summary>
internal static class EndpointVerb
{
    private static readonly string[] Writes = ["Post", "Put", "Delete", "Patch"];

    /// <summary>True for an action, a page handler or a stream that answers GET or HEAD, as far as its attributes and its name say.</summary>
    public static bool IsRead(IMethodSymbol method, KnownTypes known)
    {
        var isFunction = false;
        foreach (var attribute in method.GetAttributes())
        {
            var type = attribute.AttributeClass;
            if (known.IsA(type, "Microsoft.AspNetCore.Mvc.Routing.HttpMethodAttribute"))
            {
                for (; type is not null; type = type.BaseType)
                {
                    if (type.Name is "HttpGetAttribute" or "HttpHeadAttribute")
                    {
                        return true;
                    }
                }

                return false;
            }

            if (known.IsA(type, "Microsoft.AspNetCore.Mvc.AcceptVerbsAttribute"))
            {
                return AreReads(attribute.ConstructorArguments.SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.Values : [argument]));
            }

            isFunction |= type is { Name: "FunctionAttribute" };
        }

        if (isFunction)
        {
            return method.Parameters.SelectMany(parameter => parameter.GetAttributes()).FirstOrDefault(attribute => attribute.AttributeClass is { Name: "HttpTriggerAttribute" }) is { } trigger
                && AreReads(trigger.ConstructorArguments.Where(argument => argument.Kind == TypedConstantKind.Array && !argument.IsNull).SelectMany(argument => argument.Values));
        }

        // Without an attribute it answers any verb; the name and a save tell what it is for.
        var start = method.Name.StartsWith("On", StringComparison.Ordinal) && known.IsA(method.ContainingType, "Microsoft.AspNetCore.Mvc.RazorPages.PageModel") ? 2 : 0;
        foreach (var verb in Writes)
        {
            if (WordSplitter.StartsWithWord(method.Name.Substring(start), verb))
            {
                return false;
            }
        }

        return start > 0 || !Saves(method);
    }

    private static bool Saves(IMethodSymbol method)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax().DescendantNodes())
            {
                if (node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && (name.StartsWith("Save", StringComparison.Ordinal) || name is "ExecuteUpdateAsync" or "ExecuteDeleteAsync"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True for a mapping of GET or HEAD.</summary>
    public static bool IsRead(InvocationExpressionSyntax mapping)
        => InvocationSyntax.NameOf(mapping)?.Identifier.ValueText switch
        {
            "MapGet" or "MapFallback" => true,
            "MapMethods" => mapping.ArgumentList.Arguments.Count > 1 && mapping.ArgumentList.Arguments[1].Expression.DescendantNodes().OfType<LiteralExpressionSyntax>().ToList() is { Count: > 0 } verbs
                && verbs.All(verb => IsRead(verb.Token.ValueText)),
            _ => false,
        };

    private static bool AreReads(IEnumerable<TypedConstant> verbs)
    {
        var any = false;
        foreach (var verb in verbs)
        {
            if (verb.Value is string text)
            {
                any = true;
                if (!IsRead(text))
                {
                    return false;
                }
            }
        }

        return any;
    }

    private static bool IsRead(string verb) => verb.Equals("GET", StringComparison.OrdinalIgnoreCase) || verb.Equals("HEAD", StringComparison.OrdinalIgnoreCase);
}
