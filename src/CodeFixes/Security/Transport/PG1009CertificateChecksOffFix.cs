using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Transport;

namespace ProdGap.Analyzers.CodeFixes.Security.Transport;

/// <summary>Takes out what switches the check off; where the default does not check either, it asks for the check.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1009CertificateChecksOffFix : SolutionFix<ExpressionSyntax>
{
    private const string Checked = "VerifyFull";

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1009.check", "Validate certificates (changes behavior: connections to servers without a trusted certificate fail)", CheckAsync, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> CheckAsync(Site site, CancellationToken cancellationToken)
    {
        var edits = new SolutionEdits();
        var known = KnownTypes.Of(site.Model.Compilation);
        var planned = site.Node is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax
            ? InText(site, known, edits, cancellationToken)
            : site.Node.Parent is AssignmentExpressionSyntax assignment && assignment.Left == site.Node ? InAssignment(assignment, site, known, edits, cancellationToken)
            : site.Node.Parent is MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax outer } access && access.Name == site.Node && outer.Left == access && InAssignment(outer, site, known, edits, cancellationToken);
        return planned ? await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false) : null;
    }

    private static bool InAssignment(AssignmentExpressionSyntax assignment, Site site, KnownTypes known, SolutionEdits edits, CancellationToken cancellationToken)
    {
        if (assignment.Right is ConditionalExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } || site.Model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is not { } member)
        {
            return false;
        }

        if (member is IPropertySymbol property && CertificateSinks.SwitchOf(property, known) is { IsClearText: true } found)
        {
            if (found.Off == OffWhen.Named)
            {
                return WithOtherMember(assignment.Right, Checked, site, edits);
            }

            if (property.Name == "Encrypt" && !EncryptsByDefault(known))
            {
                edits.Replace(site.Document.Id, assignment.Right, current => SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression).WithTriviaFrom(current));
                return assignment.Right.IsKind(SyntaxKind.FalseLiteralExpression);
            }
        }

        return AssignmentRemoval.Plan(assignment, site.Document.Id, site.Model, edits);
    }

    /// <summary>True where the client for SQL Server encrypts unless it is told not to: from version 4 on. The older ones, and System.Data.SqlClient, do not.</summary>
    private static bool EncryptsByDefault(KnownTypes known)
        => known.Compilation.ReferencedAssemblyNames.FirstOrDefault(static assembly => assembly.Name == "Microsoft.Data.SqlClient") is { Version.Major: >= 4 };

    /// <summary>Another member of the same enumeration: without one, these clients take whatever they get.</summary>
    private static bool WithOtherMember(ExpressionSyntax value, string member, Site site, SolutionEdits edits)
    {
        if (value is not MemberAccessExpressionSyntax access || site.Model.GetTypeInfo(value).Type?.GetMembers(member).IsEmpty != false)
        {
            return false;
        }

        edits.Replace(site.Document.Id, access.Name, current => SyntaxFactory.IdentifierName(member).WithTriviaFrom(current));
        return true;
    }

    /// <summary>Takes the parts out of a connection string that stand in this literal.</summary>
    private static bool InText(Site site, KnownTypes known, SolutionEdits edits, CancellationToken cancellationToken)
    {
        if (ConnectionText.Around(site.Node, site.Model, cancellationToken) is not { } text || OpenConnection.In(text.Value, OpenConnection.NpgsqlOf(known)) is not { } open)
        {
            return false;
        }

        var old = site.Node.ToString();
        var without = old;
        foreach (var pair in open.Pairs.Where(pair => text.LocationOf(pair, site.Node) is not null))
        {
            without = Without(without, pair, known);
        }

        if (without == old || SyntaxFactory.ParseExpression(without) is not ExpressionSyntax literal || literal.ContainsDiagnostics || literal is LiteralExpressionSyntax { Token.ValueText: "" or ";" })
        {
            return false;
        }

        edits.Replace(site.Document.Id, site.Node, current => SyntaxFactory.ParseExpression(without).WithTriviaFrom(current));
        return true;
    }

    private static string Without(string text, OpenPair pair, KnownTypes known)
    {
        var at = text.IndexOf(pair.Text, StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        // What these clients do by default is no check.
        var instead = pair.Key == "sslmode" ? Checked : pair.Key == "encrypt" && !EncryptsByDefault(known) ? "True" : null;
        if (instead is not null)
        {
            return text.Substring(0, at) + pair.Text.Substring(0, pair.Text.IndexOf('=') + 1) + instead + text.Substring(at + pair.Length);
        }

        if (pair.Key == "trustservercertificate" && !EncryptsByDefault(known) && (known.Has("Microsoft.Data.SqlClient.SqlConnection") || known.Has("System.Data.SqlClient.SqlConnection")) && text.IndexOf("Encrypt", StringComparison.OrdinalIgnoreCase) < 0)
        {
            return text.Substring(0, at) + "Encrypt=True" + text.Substring(at + pair.Length);
        }

        var end = at + pair.Length;
        if (end < text.Length && text[end] == ';')
        {
            end++;
            while (end < text.Length && text[end] == ' ')
            {
                end++;
            }
        }
        else
        {
            while (at > 0 && text[at - 1] == ' ')
            {
                at--;
            }

            at -= at > 0 && text[at - 1] == ';' ? 1 : 0;
        }

        return text.Substring(0, at) + text.Substring(end);
    }
}
