using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Tasks.Repository;
using ProdGap.Analyzers.Tasks.Scanning;

namespace ProdGap.Analyzers.Tasks.Tests;

/// <summary>The scanner against the compiler's parser, on our own sources: the tests of the rules are full of strings in strings.</summary>
public sealed class CompilerTests
{
    /// <summary>Keywords in some places, which the scanner takes for names everywhere.</summary>
    private static readonly HashSet<string> Contextual = new(
        ("add alias and args ascending async await by descending equals extension field file from get global group init into join let managed module nameof not notnull on or orderby param "
            + "partial record remove required scoped select set unmanaged value var when where with yield").Split(' '),
        StringComparer.Ordinal);

    [Fact]
    public void Both_find_the_same_names_and_types()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "ProdGap.Analyzers.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("These tests run from inside the repository.");
        }

        var scanner = new SourceScanner();
        var limit = int.MaxValue;
        var files = SourceFolder.Read(root.FullName, [], ref limit).All().SelectMany(folder => folder.Sources).Where(file => file.Extension == ".cs").ToList();
        Assert.True(files.Count > 200);
        Assert.All(files, file =>
        {
            var source = File.ReadAllText(file.FullName);
            var tree = CSharpSyntaxTree.ParseText(source, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest)).GetRoot();
            var facts = scanner.Scan(source.ToCharArray(), source.Length);

            Assert.Equal(Sorted(Names(tree)), Sorted(facts.AsTest().Split('\t')[1].Split(' ')));
            Assert.Equal(string.Join(' ', tree.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.ValueText).Where(name => name.Length > 1).Distinct().Order(StringComparer.Ordinal)), facts.AsUpstream()[0].Split('\t')[0]);
        });
    }

    private static IEnumerable<string> Names(SyntaxNode tree)
        => tree.DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText.Length > 1 && !IsOfNamespace(token))
            .Select(token => token.ValueText);

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Where(name => name.Length > 0 && !Contextual.Contains(name)).Distinct().Order(StringComparer.Ordinal)];

    private static bool IsOfNamespace(SyntaxToken token)
        => token.Parent!.AncestorsAndSelf().FirstOrDefault(node => node is UsingDirectiveSyntax or MemberDeclarationSyntax) switch
        {
            UsingDirectiveSyntax directive => directive.Alias is null && directive.StaticKeyword.IsKind(SyntaxKind.None),
            BaseNamespaceDeclarationSyntax space => space.Name.Span.Contains(token.Span),
            _ => false,
        };
}
