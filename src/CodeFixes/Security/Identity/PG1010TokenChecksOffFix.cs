using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Security.Identity;

namespace ProdGap.Analyzers.CodeFixes.Security.Identity;

/// <summary>Takes out what switches a check of tokens off, where the check then has what it compares with.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1010TokenChecksOffFix : SolutionFix<ExpressionSyntax>
{
    private const string Hosting = "Microsoft.Extensions.Hosting";

    private static readonly string[] Keys = ["IssuerSigningKey", "IssuerSigningKeys", "IssuerSigningKeyResolver", "Authority", "MetadataAddress", "ConfigurationManager"];

    private static readonly string[] Issuers = ["ValidIssuer", "ValidIssuers", "Authority", "MetadataAddress", "ConfigurationManager"];

    private static readonly string[] Audiences = ["ValidAudience", "ValidAudiences", "Audience"];

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1010.check", "Restore the check (changes behavior: tokens that fail it are rejected)", CheckAsync, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> CheckAsync(Site site, CancellationToken cancellationToken)
    {
        var assignment = site.Node.Parent as AssignmentExpressionSyntax ?? (site.Node.Parent as MemberAccessExpressionSyntax)?.Parent as AssignmentExpressionSyntax;
        if (assignment is null
            || !assignment.Left.Span.Contains(site.Node.Span)
            || site.Model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is not IPropertySymbol property)
        {
            return null;
        }

        var edits = new SolutionEdits();
        return Plan(assignment, property, site, edits) ? await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false) : null;
    }

    private static bool Plan(AssignmentExpressionSyntax assignment, IPropertySymbol property, Site site, SolutionEdits edits)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        var settings = TokenSettings.Around(assignment);
        switch (TokenSwitches.OfFlag(property, known) ?? TokenSwitches.OfValidator(property, known))
        {
            case TokenCheck.Issuer when !settings.Give(Issuers) || property.Name == "ValidateIssuer" && IsPair(settings, "ValidateAudience") && !settings.Give(Audiences):
            case TokenCheck.Audience when !settings.Give(Audiences) || property.Name == "ValidateAudience" && IsPair(settings, "ValidateIssuer") && !settings.Give(Issuers):
            case TokenCheck.Signature when property.Name.StartsWith("SignatureValidator", StringComparison.Ordinal) && !settings.Give(Keys):
                // There would be nothing to compare with, and every token would be refused.
                return false;

            case TokenCheck.Issuer or TokenCheck.Audience when property.Name is "ValidateIssuer" or "ValidateAudience":
                return AssignmentRemoval.Plan(assignment, site.Document.Id, site.Model, edits)
                    && settings.OfSame(property.Name == "ValidateIssuer" ? "ValidateAudience" : "ValidateIssuer")
                        .Where(static other => other.Right.IsKind(SyntaxKind.FalseLiteralExpression))
                        .ToList()
                        .TrueForAll(other => AssignmentRemoval.Plan(other, site.Document.Id, site.Model, edits));

            case TokenCheck.Metadata when EnvironmentAt(assignment, site.Model, known) is { } environment:
                edits.Replace(site.Document.Id, assignment.Right, current => SyntaxFactory.ParseExpression($"!{environment}.IsDevelopment()").WithTriviaFrom(current));
                edits.Import(site.Document.Id, assignment, site.Model, Hosting);
                return true;

            case null:
            case not null when property.ContainingNamespace.ToDisplayString() == "JWT":
                // What these begin with is not known.
                edits.Replace(site.Document.Id, assignment.Right, current => SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression).WithTriviaFrom(current));
                return assignment.Right.IsKind(SyntaxKind.FalseLiteralExpression);

            default:
                return AssignmentRemoval.Plan(assignment, site.Document.Id, site.Model, edits);
        }
    }

    private static bool IsPair(TokenSettings settings, string other) => settings.OfSame(other).Any(static beside => beside.Right.IsKind(SyntaxKind.FalseLiteralExpression));

    /// <summary>What asks for the environment at a place.</summary>
    private static string? EnvironmentAt(SyntaxNode place, SemanticModel model, KnownTypes known)
    {
        if (!known.Has(Hosting + ".HostEnvironmentEnvExtensions"))
        {
            return null;
        }

        foreach (var (symbol, type) in VariablesInScope.Variables(place, model))
        {
            if (symbol is not ILocalSymbol && type.NullableAnnotation == NullableAnnotation.Annotated)
            {
                continue;
            }

            if (known.IsA(type, Hosting + ".IHostEnvironment"))
            {
                return IdentifierText.Escaped(symbol.Name);
            }

            if (known.Is(type, "Microsoft.AspNetCore.Builder.WebApplicationBuilder") || known.IsA(type, Hosting + ".IHostApplicationBuilder"))
            {
                return IdentifierText.Escaped(symbol.Name) + ".Environment";
            }
        }

        return null;
    }
}
