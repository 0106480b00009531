using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Whether an endpoint reads: a read can be cut off anywhere, of a write half may be done.</summary>
internal static class EndpointVerb
{
    private static readonly string[] Verbs = ["Post", "Put", "Delete", "Patch"];

    private static readonly string[] Changes = ["Set", "Add", "Insert", "Upsert", "Update", "Remove", "Delete", "Save", "Store", "Put", "Increment", "Enqueue", "Clear", "Reset", "StringSet", "HashSet", "HashDelete", "KeyDelete"];

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

        // Without an attribute it answers any verb; the name tells what it is for.
        var start = method.Name.StartsWith("On", StringComparison.Ordinal) && known.IsA(method.ContainingType, "Microsoft.AspNetCore.Mvc.RazorPages.PageModel") ? 2 : 0;
        foreach (var verb in Verbs)
        {
            if (WordSplitter.StartsWithWord(method.Name.Substring(start), verb))
            {
                return false;
            }
        }

        return start > 0 || !SendsBack(method);
    }

    /// <summary>True for an action that awaits a deed without an answer and then redirects: what a button of a page calls.</summary>
    private static bool SendsBack(IMethodSymbol action)
    {
        if (action.DeclaringSyntaxReferences is not { Length: 1 } references || references[0].GetSyntax() is not MethodDeclarationSyntax { Body: { } body })
        {
            return false;
        }

        var (isDeed, redirects) = (false, false);
        foreach (var node in body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            switch (node)
            {
                case ExpressionStatementSyntax { Expression: AwaitExpressionSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax } } }:
                    isDeed = true;
                    break;
                case ReturnStatementSyntax { Expression: InvocationExpressionSyntax answer } when InvocationSyntax.NameOf(answer)?.Identifier.ValueText is { } name:
                    if (name.StartsWith("Redirect", StringComparison.Ordinal) || name.StartsWith("LocalRedirect", StringComparison.Ordinal))
                    {
                        redirects = true;
                    }
                    else if (name is not ("NotFound" or "Forbid" or "Challenge" or "Unauthorized" or "BadRequest"))
                    {
                        return false;
                    }

                    break;
                case ReturnStatementSyntax:
                    return false;
            }
        }

        return isDeed && redirects;
    }

    /// <summary>
    /// True for a function that changes something, whatever verb it answers: it saves, or awaits a call that sets, adds or removes. A cache
    /// that is filled after it was asked belongs to the read.
    /// </summary>
    public static bool Writes(SyntaxNode endpoint)
        => WritesIn(endpoint) || EndpointPart.CalledBy(endpoint).Any(WritesIn);

    /// <summary>True for the name of a method that changes something.</summary>
    public static bool IsWrite(string name)
    {
        foreach (var verb in Changes)
        {
            if (WordSplitter.StartsWithWord(name, verb))
            {
                return true;
            }
        }

        return false;
    }

    private static bool WritesIn(SyntaxNode function)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in function.DescendantNodes())
        {
            if (node is not InvocationExpressionSyntax call || InvocationSyntax.NameOf(call)?.Identifier.ValueText is not { } name)
            {
                continue;
            }

            var receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression.ToString() ?? "";
            if (name.StartsWith("Save", StringComparison.Ordinal) || name is "ExecuteUpdateAsync" or "ExecuteDeleteAsync" or "ExecuteNonQueryAsync" or "ExecuteSqlAsync" or "ExecuteSqlRawAsync" or "ExecuteSqlInterpolatedAsync"
                || ((TaskUsage.IsAwaited(call) || receiver.IndexOf("cache", StringComparison.OrdinalIgnoreCase) >= 0) && IsWrite(name) && !(Fills(name) && asked.Contains(receiver))))
            {
                return true;
            }

            if (WordSplitter.StartsWithWord(name, "Get") || WordSplitter.StartsWithWord(name, "Try") || WordSplitter.StartsWithWord(name, "StringGet") || WordSplitter.StartsWithWord(name, "HashGet"))
            {
                asked.Add(receiver);
            }
        }

        return false;
    }

    private static bool Fills(string name) => WordSplitter.StartsWithWord(name, "Set") || WordSplitter.StartsWithWord(name, "StringSet") || WordSplitter.StartsWithWord(name, "HashSet");

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
