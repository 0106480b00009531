using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>What the code of another project may do about who calls.</summary>
[Flags]
internal enum UnseenPowers
{
    /// <summary>Nothing: it does not know the framework's parts for it.</summary>
    None = 0,

    /// <summary>It may establish who a caller is.</summary>
    Authenticates = 1,

    /// <summary>It may decide what callers may do: a policy, a convention.</summary>
    Authorizes = 2,

    /// <summary>It may answer requests itself, as middleware.</summary>
    Answers = 4,
}

/// <summary>
/// What extension methods of other projects may set up. Their code is not read here, but an assembly can only decide about callers with parts
/// of the framework that it references; where the project is at hand as source, its files are asked for the words.
/// </summary>
internal static class UnseenSetUp
{
    /// <summary>References are followed this far.</summary>
    private const int Deepest = 4;

    private static readonly string[] AuthenticationWords =
        ["AddAuthentication", "AddIdentity", "AddIdentityCore", "AddDefaultIdentity", "AddIdentityApiEndpoints", "AddIdentityCookies", "AddJwtBearer", "UseAuthentication", "AuthenticationHandler"];

    private static readonly string[] AuthorizationWords =
        ["AddAuthorization", "AddAuthorizationBuilder", "AddAuthorizationCore", "FallbackPolicy", "SetFallbackPolicy", "AddFallbackPolicy", "AuthorizeFilter", "RequireAuthorization", "UseAuthorization"];

    /// <summary>By what the code of an assembly may let an app know its callers, and that of the solution's other assemblies which it uses.</summary>
    public static AuthenticationKinds KindsOf(IAssemblySymbol assembly, KnownTypes known) => KindsOf(assembly, known, Deepest);

    private static AuthenticationKinds KindsOf(IAssemblySymbol assembly, KnownTypes known, int depth)
    {
        var kinds = AuthenticationKinds.None;
        if (known.Compilation.GetMetadataReference(assembly) is CompilationReference { Compilation: var source })
        {
            foreach (var tree in source.SyntaxTrees)
            {
                foreach (var name in StartupTree.Of(tree, CancellationToken.None).Names)
                {
                    kinds |= AuthenticationCalls.KindsOf(name);
                }
            }
        }
        else
        {
            foreach (var reference in assembly.Modules.SelectMany(module => module.ReferencedAssemblies))
            {
                kinds |= AuthenticationCalls.KindsOfReference(reference.Name);
            }
        }

        if (depth > 0)
        {
            foreach (var other in OthersOf(assembly, known))
            {
                kinds |= KindsOf(other, known, depth - 1);
            }
        }

        return kinds;
    }

    /// <summary>The solution's other assemblies that an assembly uses.</summary>
    private static IEnumerable<IAssemblySymbol> OthersOf(IAssemblySymbol assembly, KnownTypes known)
        => assembly.Modules.SelectMany(module => module.ReferencedAssemblySymbols)
            .Where(other => known.IsOfSolution(other) && !SymbolEqualityComparer.Default.Equals(other, known.Compilation.Assembly) && !SymbolEqualityComparer.Default.Equals(other, assembly));

    /// <summary>True for the methods of Aspire's template, which every such solution has: telemetry, health and discovery.</summary>
    public static bool DecidesNothing(string method) => method is "AddServiceDefaults" or "MapDefaultEndpoints";

    /// <summary>What the code of an assembly may do, and that of the solution's other assemblies which it uses.</summary>
    public static UnseenPowers PowersOf(IAssemblySymbol assembly, KnownTypes known) => PowersOf(assembly, known, Deepest);

    private static UnseenPowers PowersOf(IAssemblySymbol assembly, KnownTypes known, int depth)
    {
        var powers = known.Compilation.GetMetadataReference(assembly) is CompilationReference { Compilation: var source } ? InSource(source) : InReferences(assembly);
        if (depth > 0)
        {
            foreach (var other in OthersOf(assembly, known))
            {
                powers |= PowersOf(other, known, depth - 1);
            }
        }

        return powers;
    }

    /// <summary>A compiler writes down only what the code uses.</summary>
    private static UnseenPowers InReferences(IAssemblySymbol assembly)
    {
        var powers = UnseenPowers.None;
        foreach (var name in assembly.Modules.SelectMany(module => module.ReferencedAssemblies).Select(reference => reference.Name))
        {
            powers |= name switch
            {
                "Microsoft.AspNetCore.Authorization" or "Microsoft.AspNetCore.Authorization.Policy" => UnseenPowers.Authorizes,
                "Microsoft.AspNetCore.Http.Abstractions" => UnseenPowers.Answers,
                "Microsoft.AspNetCore.Identity" or "Microsoft.Identity.Web" => UnseenPowers.Authenticates,
                _ when name.StartsWith("Microsoft.AspNetCore.Authentication", StringComparison.Ordinal) => UnseenPowers.Authenticates,
                _ => UnseenPowers.None,
            };
        }

        return powers;
    }

    /// <summary>An editor hands over a project as it is, with all that it may reference.</summary>
    private static UnseenPowers InSource(Compilation source)
    {
        var powers = UnseenPowers.None;
        foreach (var tree in source.SyntaxTrees)
        {
            var read = StartupTree.Of(tree, CancellationToken.None);
            powers |= (Array.Exists(AuthenticationWords, read.Names.Contains) ? UnseenPowers.Authenticates : UnseenPowers.None)
                | (Array.Exists(AuthorizationWords, read.Names.Contains) ? UnseenPowers.Authorizes : UnseenPowers.None)
                | (read.HasGuardingMiddleware || read.Guards.Count > 0 ? UnseenPowers.Answers : UnseenPowers.None);
        }

        return powers;
    }
}
