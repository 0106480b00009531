using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Taint.Sources;

/// <summary>The types that the app registers as services, by their simple names: the container fills them where a handler asks for one.</summary>
internal sealed class RegisteredTypes
{
    private static readonly string[] Lifetimes = ["AddSingleton", "AddScoped", "AddTransient", "TryAddSingleton", "TryAddScoped", "TryAddTransient", "AddHttpClient", "AddDbContext", "AddKeyedSingleton", "AddKeyedScoped", "AddKeyedTransient"];

    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    private RegisteredTypes(KnownTypes known)
    {
        var app = StartupModel.Of(known);
        foreach (var lifetime in Lifetimes)
        {
            foreach (var call in app.CallsOf(lifetime))
            {
                foreach (var type in (InvocationSyntax.NameOf(call) as GenericNameSyntax)?.TypeArgumentList.Arguments ?? default)
                {
                    Enter(type);
                }

                foreach (var argument in call.ArgumentList.Arguments)
                {
                    if (argument.Expression is TypeOfExpressionSyntax { Type: var type })
                    {
                        Enter(type);
                    }
                    else if (argument.Expression is ObjectCreationExpressionSyntax { Type: var made })
                    {
                        Enter(made);
                    }
                }
            }
        }
    }

    /// <summary>The types of a compilation.</summary>
    public static RegisteredTypes Of(KnownTypes known) => known.PerCompilation(static key => new RegisteredTypes(key));

    /// <summary>True for a type that is registered.</summary>
    public bool Contains(ITypeSymbol type) => names.Contains(type.Name);

    private void Enter(TypeSyntax type)
    {
        if (TypeSyntaxNames.RightmostName(type) is { Length: > 0 } name)
        {
            names.Add(name);
        }
    }
}
