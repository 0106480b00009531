using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Tests;

/// <summary>Who may use what (docs/architecture.md): Core no category, a family no other family, nobody a rule but the host and the rule's own fix.</summary>
public sealed class Walls
{
    private const string Analyzers = "ProdGap.Analyzers";

    private const string Fixes = "ProdGap.Analyzers.CodeFixes";

    /// <summary>Families that stand on another one of their category.</summary>
    private static readonly (string Family, string On)[] Layers =
    [
        ("Testing.Untested", "Testing.Reachability"),
        ("Testing.Untested", "Testing.Scaffolding"),
        ("Testing.Scaffolding", "Testing.Reachability"),
        ("Testing.Scaffolding", "Testing.Untested"),
    ];

    private static readonly List<(string Path, CompilationUnitSyntax Root, string Namespace)> Files =
    [
        .. Repository.Sources("src", "Analyzers").Concat(Repository.Sources("src", "CodeFixes"))
            .Select(path => (path, Root: CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetCompilationUnitRoot()))
            .Where(file => file.Root.Members.Count > 0)
            .Select(file => (file.path, file.Root, ((BaseNamespaceDeclarationSyntax)file.Root.Members[0]).Name.ToString())),
    ];

    [Fact]
    public void A_namespace_is_its_folder()
        => Assert.All(Files, file =>
        {
            var folder = Path.GetRelativePath(Repository.PathOf("src"), Path.GetDirectoryName(file.Path)!).Replace(Path.DirectorySeparatorChar, '.');
            Assert.Equal("ProdGap." + folder.Replace("CodeFixes", "Analyzers.CodeFixes"), file.Namespace);
        });

    [Fact]
    public void Core_and_families_keep_to_their_side()
    {
        var crossings = Files
            .SelectMany(file => file.Root.DescendantNodes().OfType<NameSyntax>()
                .Where(name => name.Parent is UsingDirectiveSyntax or QualifiedNameSyntax && name.ToString().StartsWith(Analyzers + ".", StringComparison.Ordinal))
                .Select(name => (file.Path, file.Namespace, Used: name.ToString())))
            .Where(use => !MayUse(use.Namespace, use.Used))
            .Select(use => $"{Path.GetFileName(use.Path)}: {use.Namespace} uses {use.Used}");
        Assert.Empty(crossings);
    }

    /// <summary>Without a <c>using</c>: <c>Async.FireAndForget</c> within Reliability names another family, too.</summary>
    [Fact]
    public void No_family_is_named_in_passing()
    {
        var spaces = Files.Select(file => file.Namespace.Split('.')).SelectMany(words => words.Skip(2)).Where(word => word is not ("Core" or "CodeFixes")).ToHashSet(StringComparer.Ordinal);
        var types = Files.SelectMany(file => file.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()).Select(type => type.Identifier.ValueText).ToHashSet(StringComparer.Ordinal);
        var uses = Files.SelectMany(file => file.Root.DescendantNodes()
            .Where(node => node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax, Name.Identifier.ValueText: var right } && types.Contains(right)
                || node is QualifiedNameSyntax { Left: IdentifierNameSyntax, Right.Identifier.ValueText: var last } && types.Contains(last))
            .Where(node => node.GetFirstToken().ValueText is var left && spaces.Contains(left) && !types.Contains(left))
            .Select(node => $"{Path.GetFileName(file.Path)}: {node}"));
        Assert.Empty(uses);
    }

    [Fact]
    public void The_walls_stand()
    {
        Assert.True(MayUse($"{Analyzers}.Security.Secrets", $"{Analyzers}.Core.Lookup"));
        Assert.True(MayUse($"{Analyzers}.Security.Secrets", $"{Analyzers}.Security.Secrets.Formats"));
        Assert.True(MayUse($"{Fixes}.Security.Secrets", $"{Analyzers}.Security.Secrets"));
        Assert.False(MayUse($"{Analyzers}.Core.Lookup", $"{Analyzers}.Security.Secrets"));
        Assert.False(MayUse($"{Analyzers}.Security.Endpoints", $"{Analyzers}.Security.Secrets"));
        Assert.False(MayUse($"{Analyzers}.Observability.Logging", $"{Analyzers}.Reliability.Exceptions"));
        Assert.False(MayUse($"{Fixes}.Core.Syntax", $"{Fixes}.Reliability.Exceptions"));
        Assert.False(MayUse($"{Fixes}.Reliability.Cancellation", $"{Analyzers}.Reliability.Exceptions"));
        Assert.True(Files.Count > 250);
    }

    [Fact]
    public void A_rule_is_used_by_its_own_fix_only()
    {
        var rules = Repository.Rules.Select(rule => rule.GetType().Name).ToHashSet(StringComparer.Ordinal);
        var uses = Files.SelectMany(file => file.Root.DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken) && rules.Contains(token.ValueText))
            .Where(token => Path.GetFileNameWithoutExtension(file.Path) is var name && name != token.ValueText && name != token.ValueText + "Fix")
            .Select(token => $"{Path.GetFileName(file.Path)} uses {token.ValueText}"));
        Assert.Empty(uses);
    }

    [Fact]
    public void No_folder_is_a_pile()
        => Assert.All(Files.GroupBy(file => Path.GetDirectoryName(file.Path)), folder => Assert.InRange(folder.Count(), 1, 25));

    private static bool MayUse(string from, string used)
    {
        var (isFix, own) = Split(from);
        var (usesFix, other) = Split(used);
        if (usesFix && !isFix)
        {
            return false;
        }

        if (other.Length == 0 || other[0] == "Core")
        {
            return true;
        }

        return own[0] == other[0]
            && (other.Length == 1
                || (own.Length > 1 && (own[1] == other[1] || Layers.Contains(($"{own[0]}.{own[1]}", $"{other[0]}.{other[1]}")))));
    }

    /// <summary>Whether a namespace is one of the fixes, and what follows: the category or <c>Core</c>, the family or topic.</summary>
    private static (bool IsFix, string[] Parts) Split(string space)
        => space == Fixes || space.StartsWith(Fixes + ".", StringComparison.Ordinal)
            ? (true, space[Fixes.Length..].Split('.', StringSplitOptions.RemoveEmptyEntries))
            : (false, space[Analyzers.Length..].Split('.', StringSplitOptions.RemoveEmptyEntries));
}
