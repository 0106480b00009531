using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.AI.Clients;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.AI.Clients;

/// <summary>Takes the key out of the address of a request and sends it in a header of the same request.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG6003KeyInUrlFix : SolutionFix<ExpressionSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
    [
        // Which header a server reads, no compiler knows.
        new("PG6003.header", "Send the key in a header (changes behavior: the server has to read it there)", PlanAsync, inFixAll: false, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> PlanAsync(Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        if (KeyOf(site.Node) is not { } key
            || site.Model.GetTypeInfo(key, cancellationToken).Type is not { SpecialType: SpecialType.System_String }
            || PG6003KeyInUrl.HeaderAt(site.Node, site.Model, cancellationToken) is not { } header
            || AddressWithoutKey.Of(site.Node) is not { } address
            || RequestOf(address.Whole, site.Model, known, cancellationToken) is not { } request
            || site.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.ToString().IndexOf("\"" + header, StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, address.Whole, current => SyntaxFactory.ParseExpression(address.Text).WithTriviaFrom(current));
        var given = header == "Authorization" ? $"$\"Bearer {{{key}}}\"" : key.ToString();
        if (!request.Send(edits, site, $"\"{header}\", {given}"))
        {
            return null;
        }

        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The key itself: in a header nothing is escaped.</summary>
    private static ExpressionSyntax? KeyOf(ExpressionSyntax value)
        => value switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "EscapeDataString" or "UrlEncode" }, ArgumentList.Arguments: { Count: 1 } arguments } => KeyOf(arguments[0].Expression),
            IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax => value,
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax } => value,
            _ => null,
        };

    /// <summary>The request that an address is for: made there, or by way of one variable that nothing else uses.</summary>
    private static SentRequest? RequestOf(ExpressionSyntax address, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        var given = Uri(address);
        if (given.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax } } variable })
        {
            var member = variable.FirstAncestorOrSelf<MemberDeclarationSyntax>(static around => around is not GlobalStatementSyntax) ?? variable.SyntaxTree.GetRoot(cancellationToken);
            var uses = member.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == variable.Identifier.ValueText).Take(2).ToList();
            if (uses.Count != 1)
            {
                return null;
            }

            given = Uri(uses[0]);
        }

        return given.Parent is ArgumentSyntax argument ? SentRequest.Of(argument, model, known, cancellationToken) : null;

        SyntaxNode Uri(SyntaxNode text)
            => text.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: BaseObjectCreationExpressionSyntax uri } } && known.Is(model.GetTypeInfo(uri, cancellationToken).Type, "System.Uri") ? uri : text;
    }
}
