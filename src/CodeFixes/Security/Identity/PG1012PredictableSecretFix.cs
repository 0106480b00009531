using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Security.Identity;

namespace ProdGap.Analyzers.CodeFixes.Security.Identity;

/// <summary>Draws a secret from the system's generator: what the function draws for it from one <c>Random</c>, or the Guid of which a part was taken.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1012PredictableSecretFix : SolutionFix<ExpressionSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1012.draw", "Draw it from the system's generator", DrawAsync),
        new("PG1012.hex", "Draw 32 hex digits from the system's generator (changes behavior: the text is longer)", HexAsync, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> DrawAsync(Site site, CancellationToken cancellationToken)
    {
        var edits = new SolutionEdits();
        return site.Node is InvocationExpressionSyntax call && GuessableValue.OfCall(call) is { Kind: GuessableKind.Generator } && Plan(call, site, edits, cancellationToken)
            ? await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private static bool Plan(InvocationExpressionSyntax call, Site site, SolutionEdits edits, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        var generator = SystemGenerator.At(call, site.Model, known);
        var variable = VariableOf(call, site.Model, cancellationToken);
        if (generator is null || variable is IParameterSymbol)
        {
            return false;
        }

        var replaced = 0;
        foreach (var value in GuessableCalls.In(VariableWrites.ScopeOf(call)))
        {
            if (value.Kind != GuessableKind.Generator || !IsOfSame((InvocationExpressionSyntax)value.Node, call, variable, site.Model, cancellationToken))
            {
                continue;
            }

            var context = new RuleContext(value.Node, site.Model, site.Document.Project.AnalyzerOptions, known, static _ => { }, cancellationToken);
            var isSecret = value.Node == call || new SecretFlow(context, value).Find() is not null;
            if ((isSecret || variable is ILocalSymbol) && generator.Plan((InvocationExpressionSyntax)value.Node, site.Model, site.Document.Id, edits, cancellationToken))
            {
                replaced++;
            }
            else if (isSecret)
            {
                return false;
            }
        }

        if (generator.Namespace is { } space)
        {
            edits.Import(site.Document.Id, space);
        }

        if (variable is ILocalSymbol local)
        {
            RemoveUnused(local, replaced, site, edits, cancellationToken);
        }

        return replaced > 0;
    }

    private static ISymbol? VariableOf(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
        => call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && receiver is not BaseObjectCreationExpressionSyntax ? model.GetSymbolInfo(receiver, cancellationToken).Symbol : null;

    /// <summary>True for calls on one variable; those on a <c>new Random()</c> of their own belong together as well.</summary>
    private static bool IsOfSame(InvocationExpressionSyntax other, InvocationExpressionSyntax call, ISymbol? variable, SemanticModel model, CancellationToken cancellationToken)
        => other == call
            || (model.GetSymbolInfo(other, cancellationToken).Symbol is IMethodSymbol { ContainingType: { Name: "Random", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } }
                && SymbolEqualityComparer.Default.Equals(VariableOf(other, model, cancellationToken), variable));

    /// <summary>Takes the variable out where nothing is left that uses it.</summary>
    private static void RemoveUnused(ILocalSymbol local, int replaced, Site site, SolutionEdits edits, CancellationToken cancellationToken)
    {
        if (local.DeclaringSyntaxReferences is { Length: 1 } declared
            && declared[0].GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } } declarator
            && IsPlain(declarator.Initializer?.Value)
            && !CodeLayout.HasComments(statement, statement.Span)
            && MemberNames.Of(VariableWrites.ScopeOf(declarator)).Uses(local.Name).Count(use => SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(use, cancellationToken).Symbol, local)) == replaced)
        {
            AssignmentRemoval.PlanStatement(statement, site.Document.Id, edits);
        }
    }

    /// <summary><c>new Random()</c>, <c>new Random(42)</c>, <c>Random.Shared</c>: making it has no other effect.</summary>
    private static bool IsPlain(ExpressionSyntax? value)
        => value is BaseObjectCreationExpressionSyntax { Initializer: null } creation && creation.ArgumentList?.Arguments.All(static argument => argument.Expression is LiteralExpressionSyntax) != false
            || value is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Shared" };

    private static async Task<SolutionEdits?> HexAsync(Site site, CancellationToken cancellationToken)
    {
        if (site.Node is not InvocationExpressionSyntax call
            || GuessableValue.OfCall(call) is not { Kind: GuessableKind.Guid, Guid: { } guid }
            || SystemGenerator.At(call, site.Model, KnownTypes.Of(site.Model.Compilation)) is not { HasHexString: true } generator)
        {
            return null;
        }

        ExpressionSyntax whole = call;
        var isUpper = false;
        while (whole.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next, Name.Identifier.ValueText: "ToString" or "Replace" or "Substring" or "Remove" or "ToUpper" or "ToUpperInvariant" or "ToLower" or "ToLowerInvariant" } access && access.Expression == whole
            || whole.Parent is ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } })
        {
            if (whole.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } called)
            {
                isUpper |= name.StartsWith("ToUpper", StringComparison.Ordinal);
                guid.Call(name, ((InvocationExpressionSyntax)called.Parent!).ArgumentList.Arguments);
                whole = (ExpressionSyntax)called.Parent!;
            }
            else
            {
                guid.Slice(((ElementAccessExpressionSyntax)whole.Parent!).ArgumentList.Arguments[0].Expression);
                whole = (ExpressionSyntax)whole.Parent!;
            }
        }

        if (!guid.IsCut || CodeLayout.HasComments(whole, whole.Span) || site.Model.GetTypeInfo(whole, cancellationToken).Type?.SpecialType != SpecialType.System_String)
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, whole, current => SyntaxFactory.ParseExpression($"{generator.Name}.GetHexString(32{(isUpper ? "" : ", lowercase: true")})").WithTriviaFrom(current));
        if (generator.Namespace is { } space)
        {
            edits.Import(site.Document.Id, space);
        }

        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }
}
