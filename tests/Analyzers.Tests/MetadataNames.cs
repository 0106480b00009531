using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using System.Text.RegularExpressions;

namespace ProdGap.Analyzers.Tests;

/// <summary>A type that a rule asks for by name exists: a name that was mistyped, or that its library gave up, would make the rule silent for ever.</summary>
public sealed partial class MetadataNames
{
    /// <summary>The names that no reference of these tests can resolve, and why.</summary>
    private static readonly Dictionary<string, string> Unresolved = new(StringComparer.Ordinal)
    {
    };

    [Fact]
    public void Every_type_that_a_rule_asks_for_exists_in_a_real_assembly()
    {
        var compilation = CSharpCompilation.Create("Names", [], References.Everything);
        var asked = Repository.Sources("src", "Analyzers").Concat(Repository.Sources("src", "CodeFixes"))
            .SelectMany(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.StringLiteralToken) && Name().IsMatch(token.ValueText))
            .Select(token => token.ValueText)
            .Distinct()
            .ToList();
        var assemblies = compilation.SourceModule.ReferencedAssemblies.Select(assembly => assembly.Name).ToHashSet(StringComparer.Ordinal);
        Assert.True(asked.Count > 150, "The names are looked for where they no longer stand.");
        var missing = asked.Where(name => compilation.GetTypesByMetadataName(name).IsEmpty && !assemblies.Contains(name) && !IsNamespace(compilation, name));
        Assert.Equal(string.Join('\n', Unresolved.Keys.Order(StringComparer.Ordinal)), string.Join('\n', missing.Order(StringComparer.Ordinal)));
    }

    private static bool IsNamespace(Compilation compilation, string name)
    {
        INamespaceOrTypeSymbol? current = compilation.GlobalNamespace;
        foreach (var part in name.Split('.'))
        {
            current = (current as INamespaceSymbol)?.GetNamespaceMembers().FirstOrDefault(member => member.Name == part);
        }

        return current is not null;
    }

    [GeneratedRegex(@"^[A-Z]\w*(\.[A-Z]\w*)+(`\d)?$")]
    private static partial Regex Name();
}
