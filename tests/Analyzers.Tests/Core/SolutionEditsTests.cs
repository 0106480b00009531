using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.CodeFixes.Core;

namespace ProdGap.Analyzers.Tests.Core;

/// <summary>Edits that are planned apart and made together: nothing is lost on the way, and nothing is made twice.</summary>
public sealed class SolutionEditsTests : IDisposable
{
    private readonly AdhocWorkspace workspace = new();
    private readonly Document document;
    private readonly DocumentId settings;

    public SolutionEditsTests()
    {
        var project = workspace.AddProject("Shop", LanguageNames.CSharp);
        document = project.AddDocument("Cart.cs", "class Cart\n{\n}\n");
        settings = DocumentId.CreateNewId(project.Id);
        document = document.Project.Solution.AddAdditionalDocument(settings, ".env.example", SourceText.From("A=\n")).GetDocument(document.Id)!;
    }

    public void Dispose() => workspace.Dispose();

    [Fact]
    public void A_plan_that_changes_a_file_only_is_not_empty()
    {
        var plan = new SolutionEdits();
        Assert.True(plan.IsEmpty);
        plan.Change(settings, text => text + "B=\n");
        Assert.False(plan.IsEmpty);
    }

    [Fact]
    public void A_plan_that_creates_a_document_only_is_not_empty()
    {
        var plan = new SolutionEdits();
        plan.Create(DocumentId.CreateNewId(document.Project.Id), "/Shop/New.cs", [], "class New;\n");
        Assert.False(plan.IsEmpty);
    }

    [Fact]
    public async Task Changes_of_a_file_go_along_with_the_plan_and_each_sees_what_the_others_made_of_it()
    {
        var (first, second, all) = (new SolutionEdits(), new SolutionEdits(), new SolutionEdits());
        first.Change(settings, text => text + "B=\n");
        second.Change(settings, text => text + "C=\n");
        all.Add(first);
        all.Add(second);

        Assert.False(all.IsEmpty);
        var solution = await all.ApplyAsync(document.Project.Solution, default);
        Assert.Equal("A=\nB=\nC=\n", (await solution.GetAdditionalDocument(settings)!.GetTextAsync()).ToString());
    }

    [Fact]
    public async Task A_created_document_goes_along_with_the_plan()
    {
        var (plan, all) = (new SolutionEdits(), new SolutionEdits());
        var id = DocumentId.CreateNewId(document.Project.Id);
        plan.Create(id, "/Shop/New.cs", [], "class New;\n");
        plan.Import(id, "System");
        all.Add(plan);

        Assert.Equal("using System;\n\nclass New;\n", await Text(all, id));
    }

    [Fact]
    public async Task Two_steps_at_one_node_go_along_with_the_plan()
    {
        var (plan, all) = (new SolutionEdits(), new SolutionEdits());
        var type = await TypeAsync();
        plan.Replace(document.Id, type, node => Renamed(node, "A"));
        plan.Replace(document.Id, type, node => Renamed(node, "B"));
        all.Add(plan);

        Assert.Equal("class CartAB\n{\n}\n", await Text(all, document.Id));
    }

    [Fact]
    public async Task What_two_plans_do_to_a_node_is_done_once()
    {
        var (first, second, all) = (new SolutionEdits(), new SolutionEdits(), new SolutionEdits());
        var type = await TypeAsync();
        first.Replace(document.Id, type, node => Renamed(node, "A"));
        second.Replace(document.Id, type, node => Renamed(node, "A"));
        first.Replace(document.Id, type, node => Renamed(node, "X"), "field");
        second.Replace(document.Id, type, node => Renamed(node, "X"), "field");
        all.Add(first);
        all.Add(second);

        Assert.Equal("class CartAX\n{\n}\n", await Text(all, document.Id));
    }

    [Fact]
    public async Task A_using_stands_in_a_document_that_needs_nothing_else()
    {
        var plan = new SolutionEdits();
        plan.Import(document.Id, "System");
        plan.Change(settings, text => text);

        Assert.Equal("using System;\n\nclass Cart\n{\n}\n", await Text(plan, document.Id));
    }

    private static ClassDeclarationSyntax Renamed(SyntaxNode type, string more)
    {
        var identifier = ((ClassDeclarationSyntax)type).Identifier;
        return ((ClassDeclarationSyntax)type).WithIdentifier(SyntaxFactory.Identifier(identifier.Text + more).WithTriviaFrom(identifier));
    }

    private async Task<ClassDeclarationSyntax> TypeAsync() => (await document.GetSyntaxRootAsync())!.DescendantNodes().OfType<ClassDeclarationSyntax>().Single();

    private async Task<string> Text(SolutionEdits plan, DocumentId id)
        => (await (await plan.ApplyAsync(document.Project.Solution, default)).GetDocument(id)!.GetTextAsync()).ToString();
}
