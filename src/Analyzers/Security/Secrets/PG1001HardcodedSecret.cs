using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Security.Secrets.Formats;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>Flags a credential that is written in C# source.</summary>
public sealed partial class PG1001HardcodedSecret : SecurityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1001",
        "Hardcoded secret",
        "{0} in source code; read it from configuration and revoke this value",
        "Anyone who can read the source, its history or the compiled assembly has the secret, and changing it takes a release.",
        tags: ["CWE-798", "CWE-259", "CWE-321", "OWASP-A07"]);

    private static readonly Option<Confidence> MinimumConfidence = Option.Choice(
        "PG1001.minimum_confidence", Confidence.Medium, "How sure the rule must be: `low` also reports well-known test values, `high` reports only known formats and fallbacks.");

    private static readonly Option<ImmutableArray<string>> AdditionalWords = Option.Words(
        "PG1001.additional_words", "Names that contain one of these words are treated as secrets.");

    private static readonly Option<ImmutableArray<string>> ExcludedWords = Option.Words(
        "PG1001.excluded_words", "Names that contain one of these words are not treated as secrets.");

    private static readonly Option<ImmutableArray<string>> AllowedValues = Option.Words(
        "PG1001.allowed_values", "Values that are known to be harmless.");

    private static readonly Option<bool> InTests = Option.Flag(
        "PG1001.in_tests", false, "Also checks names and usage in test projects, not only known formats.");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [MinimumConfidence, AdditionalWords, ExcludedWords, AllowedValues, InTests];

    internal override void Register(RuleActions actions)
    {
        actions.OnSyntax(AnalyzeLiteral, SyntaxKind.StringLiteralExpression, SyntaxKind.Utf8StringLiteralExpression, SyntaxKind.InterpolatedStringExpression);
        actions.OnSyntax(AnalyzeArray, SyntaxKind.ArrayInitializerExpression, SyntaxKind.CollectionExpression);
        actions.OnSyntax(AnalyzeCreation, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        actions.OnSyntax(AnalyzeAssignment, SyntaxKind.SimpleAssignmentExpression);
        actions.OnCall((context, call) => AnalyzeArguments(context, call.Arguments), MayTakeLiteral, CredentialSinks.Methods);
    }

    private static void AnalyzeLiteral(RuleContext context)
    {
        var text = TextOf(context.Node);
        if (text.Length < 4)
        {
            return;
        }

        var literal = (ExpressionSyntax)context.Node;
        if (Judge(literal, text, context) is { } found)
        {
            Report(context, found, context.Node.GetLocation(), text);
        }

        if (OpenPassword.MayBeIn(text) && !IsUnasked(context))
        {
            foreach (var open in OpenPassword.In(literal, text))
            {
                AnalyzeOpen(context, open);
            }
        }
    }

    /// <summary>
    /// The common place is read off the syntax. An argument is bound only for a value that would be a secret at the clearest name, and
    /// only where the call may be of a method that takes one.
    /// </summary>
    private static LiteralTarget? PlaceOf(ExpressionSyntax literal, string text, RuleContext context)
        => LiteralTarget.Of(literal, out var argument, isWide: true) is { } place ? place
            : argument is not null && LiteralTarget.KeyBeside(argument) is { Kind: TargetKind.Fallback } fallback ? fallback
            : argument is not null && MayBeSecret(SecretValues.WithoutScheme(text)) && IsClearlySecret(text, context) && CredentialTarget.MayTakeSecret(argument, context.Model, VocabularyOf(context))
                ? CredentialTarget.Of(argument, context.Model, context.CancellationToken)
                : null;

    /// <summary>True for a value that would be reported at the clearest name. Of the shortest values nobody is that sure.</summary>
    private static bool IsClearlySecret(string text, RuleContext context)
        => (text.Length >= SecretValues.ShortestSure || context.Read(MinimumConfidence) < Confidence.Medium)
            && SecretValues.Judge(NameKind.Password, "password", text) is > Confidence.None and var confidence
            && (confidence >= Confidence.Medium || confidence >= context.Read(MinimumConfidence));

    /// <summary>The cheap part of the question, which nearly all arguments end at: no blank, and a digit, a sign or a telling word in it.</summary>
    private static bool MayBeSecret(string text)
    {
        var telling = false;
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
            {
                return false;
            }

            telling |= character is >= '0' and <= '9' or '!' or '@' or '#' or '$' or '%' or '^' or '&' or '*' or '+' or '=' or '~' or '?';
        }

        return telling
            || text.IndexOf("secret", StringComparison.OrdinalIgnoreCase) >= 0
            || text.IndexOf("key", StringComparison.OrdinalIgnoreCase) >= 0
            || text.IndexOf("pass", StringComparison.OrdinalIgnoreCase) >= 0;
    }

    private static void Report(RuleContext context, (string What, Confidence Confidence) found, Location location, string? text)
    {
        if (found.Confidence >= context.Read(MinimumConfidence)
            && (text is null || !context.Read(AllowedValues).Contains(text, StringComparer.Ordinal))
            && (context.Read(MinimumConfidence) == Confidence.Low || !IsHarmless(context, text, location)))
        {
            context.Report(Gap, location, found.What);
        }
    }

    /// <summary>True where no installation runs on it. A token of a known format counts all the same: it opens something.</summary>
    private static bool IsHarmless(RuleContext context, string? text, Location location)
    {
        var place = context.Node.SyntaxTree == location.SourceTree && context.Node.Span == location.SourceSpan ? context.Node : location.SourceTree!.GetRoot(context.CancellationToken).FindNode(location.SourceSpan, getInnermostNodeForTie: true);
        return (text is null || SecretFormats.Find(text) is not { Format.Check.Yields: false })
            && (HarmlessPlace.IsExample(place)
                || HarmlessPlace.IsBuildScript(place, context.Known)
                || (HarmlessPlace.IsDesignTime(place) && text is not null && ConnectionStrings.NamesLocalHost(text))
                || HarmlessPlace.IsForDevelopment(place, context));
    }

    /// <summary>True in test code, where only known formats count unless the user says otherwise.</summary>
    private static bool IsUnasked(RuleContext context) => context.Known.IsTestCode && !context.Read(InTests);

    /// <summary>What a literal is by its own text and by what takes it; null where nothing speaks for a secret.</summary>
    private static (string What, Confidence Confidence)? Judge(ExpressionSyntax literal, string text, RuleContext context)
    {
        if (SecretFormats.Find(text) is { } match)
        {
            // What a vendor signs for a customer opens nothing, and cannot be revoked.
            return (match.Format.Name, IsLicense(literal) ? Confidence.Low : match.Confidence);
        }

        if (IsUnasked(context))
        {
            return null;
        }

        if (text.IndexOf('=') > 0 && SecretClassifier.JudgeConnectionString(text, out _, out _) is > Confidence.None and var connection)
        {
            return ("Connection string with a password", connection);
        }

        if (literal is InterpolatedStringExpressionSyntax || PlaceOf(literal, text, context) is not { } place)
        {
            return null;
        }

        var vocabulary = VocabularyOf(context);
        switch (place.Kind)
        {
            case TargetKind.Sink:
                return SecretClassifier.JudgeAtSink(text, vocabulary) is > Confidence.None and var atSink ? ($"Credential for '{place.Name}'", atSink) : null;

            case TargetKind.Fallback:
                // Of a connection string its grammar has said all that can be said.
                return SecretClassifier.NamesKey(place.Name, vocabulary) && SecretClassifier.JudgeFallback(text, vocabulary) is > Confidence.None and var atFallback && (atFallback == Confidence.High || !IsRefusedLater(text, context))
                    ? ($"Fallback for the secret '{place.Name}'", atFallback)
                    : null;

            case TargetKind.Compared:
                return SecretClassifier.JudgeCompared(place.Name, text, vocabulary) is > Confidence.None and var compared && !IsRefused(literal)
                    ? ($"Secret '{place.Name}'", compared)
                    : null;

            default:
                if (SecretClassifier.IsSeededHash(place.Name, text) && IsSeed(literal))
                {
                    return ($"Hash of a password, '{place.Name}', that every installation shares,", Confidence.Medium);
                }

                return (IsFixed(literal) ? SecretClassifier.JudgeFixed(place.Name, text, vocabulary) : SecretClassifier.Judge(place.Name, text, vocabulary)) is > Confidence.None and var named && !IsOwnName(literal, text)
                    ? ($"Secret '{place.Name}'", named)
                    : null;
        }
    }

    /// <summary>The user's words and values for the file; most files have none.</summary>
    private static SecretVocabulary VocabularyOf(RuleContext context)
        => (context.Read(AdditionalWords), context.Read(ExcludedWords), context.Read(AllowedValues)) is var (additional, excluded, allowed)
            && additional.IsEmpty && excluded.IsEmpty && allowed.IsEmpty
                ? SecretVocabulary.Empty
                : new(additional, excluded, allowed);

    private static string NameOf(TypeSyntax type)
        => type switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            _ => "",
        };

    /// <summary>The text of a literal; of an interpolation with <c>{}</c> in the place of each value, which is then no secret.</summary>
    private static string TextOf(SyntaxNode literal)
    {
        if (literal is not InterpolatedStringExpressionSyntax interpolated)
        {
            return ((LiteralExpressionSyntax)literal).Token.ValueText;
        }

        var text = new StringBuilder();
        foreach (var content in interpolated.Contents)
        {
            text.Append(content is InterpolatedStringTextSyntax part ? part.TextToken.ValueText : "{}");
        }

        return text.ToString();
    }
}
