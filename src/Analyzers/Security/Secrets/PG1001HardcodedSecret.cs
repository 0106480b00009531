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
public sealed class PG1001HardcodedSecret : SecurityRule
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
        actions.OnSyntax(AnalyzeCreation, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        actions.OnSyntax(AnalyzeAssignment, SyntaxKind.SimpleAssignmentExpression);
        actions.OnCall((context, call) => AnalyzeArguments(context, call.Arguments), (context, call) => LiteralOrigin.MayBe(call.ArgumentList.Arguments, context.Model), CredentialSinks.Methods);
    }

    private static void AnalyzeLiteral(RuleContext context)
    {
        var text = TextOf(context.Node);
        if (text.Length >= 4 && Judge((ExpressionSyntax)context.Node, text, context) is { } found)
        {
            Report(context, found, context.Node.GetLocation(), text);
        }
    }

    /// <summary>A constant, a field or a local on its way into a constructor that takes a credential.</summary>
    private static void AnalyzeCreation(RuleContext context)
    {
        var creation = (BaseObjectCreationExpressionSyntax)context.Node;
        if (creation.ArgumentList is { Arguments: { Count: > 0 } arguments }
            && (creation is ObjectCreationExpressionSyntax { Type: var type }
                ? CredentialSinks.HasConstructor(NameOf(type)) && LiteralOrigin.MayBe(arguments, context.Model)
                : MayBeKey(arguments) && LiteralOrigin.MayBe(arguments, context.Model))
            && context.Model.GetOperation(creation, context.CancellationToken) is IObjectCreationOperation operation)
        {
            AnalyzeArguments(context, operation.Arguments);
        }
    }

    /// <summary>The same on its way into a property that takes a credential by another name: <c>aes.Key = bytes</c>.</summary>
    private static void AnalyzeAssignment(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        var name = (assignment.Left as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText ?? (assignment.Left as IdentifierNameSyntax)?.Identifier.ValueText;
        if (name is not null
            && CredentialSinks.HasProperty(name)
            && LiteralOrigin.MayBe(assignment.Right, context.Model)
            && context.Model.GetOperation(assignment, context.CancellationToken) is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property }, Value: var value }
            && CredentialSinks.Takes(property, CredentialSinks.ValueOfProperty))
        {
            AnalyzeValue(context, value, property.Name);
        }
    }

    private static void AnalyzeArguments(RuleContext context, ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (!argument.IsImplicit && argument.Parameter is { ContainingSymbol: { } owner } parameter && CredentialSinks.Takes(owner, parameter.Name))
            {
                AnalyzeValue(context, argument.Value, parameter.Name);
            }
        }
    }

    /// <summary>
    /// The literal behind a value is reported where it stands, once; where its own name or format gives it away already, that is what
    /// is reported.
    /// </summary>
    private static void AnalyzeValue(RuleContext context, IOperation value, string name)
    {
        if (context.Known.IsTestCode && !context.Read(InTests))
        {
            return;
        }

        var literal = LiteralOrigin.Of(value, context, out var constant);
        var text = literal is not null ? TextOf(literal) : constant?.ConstantValue as string;
        if (text is not null
            && (literal is not null ? Judge(literal, text, context) is null : !SpeaksForItself(constant!, text, context))
            && SecretClassifier.JudgeAtSink(text, VocabularyOf(context)) is > Confidence.None and var confidence)
        {
            Report(context, ($"Credential for '{name}'", confidence), (literal ?? value.Syntax).GetLocation(), text);
        }
    }

    /// <summary>True for a constant of another file that is reported there. One that only its use gives away is reported at the use.</summary>
    private static bool SpeaksForItself(IFieldSymbol constant, string text, RuleContext context)
        => SecretFormats.Find(text) is not null
            || SecretClassifier.JudgeConnectionString(text, out _, out _) > Confidence.None
            || (SecretClassifier.NamesSecret(constant.Name, VocabularyOf(context)) && SecretClassifier.Judge(constant.Name, text, VocabularyOf(context)) > Confidence.None);

    /// <summary>True where one argument is a conversion: all that says from outside that a target-typed <c>new</c> may take a key.</summary>
    private static bool MayBeKey(SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Expression is InvocationExpressionSyntax call && LiteralOrigin.IsConversion(call))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The common place is read off the syntax. An argument is bound only for a value that would be a secret at the clearest name, and
    /// only where the call may be of a method that takes one.
    /// </summary>
    private static LiteralTarget? PlaceOf(ExpressionSyntax literal, string text, RuleContext context)
        => LiteralTarget.Of(literal, out var argument) is { } place ? place
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

    private static void Report(RuleContext context, (string What, Confidence Confidence) found, Location location, string text)
    {
        if (found.Confidence >= context.Read(MinimumConfidence) && !context.Read(AllowedValues).Contains(text, StringComparer.Ordinal))
        {
            context.Report(Gap, location, found.What);
        }
    }

    /// <summary>What a literal is by its own text and by what takes it; null where nothing speaks for a secret.</summary>
    private static (string What, Confidence Confidence)? Judge(ExpressionSyntax literal, string text, RuleContext context)
    {
        if (SecretFormats.Find(text) is { } match)
        {
            return (match.Format.Name, match.Confidence);
        }

        if (context.Known.IsTestCode && !context.Read(InTests))
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
                return SecretClassifier.NamesKey(place.Name, vocabulary) && SecretClassifier.JudgeAtSink(text, vocabulary) > Confidence.None && !SecretClassifier.IsPlaceholder(text)
                    ? ($"Fallback for the secret '{place.Name}'", Confidence.High)
                    : null;

            default:
                return SecretClassifier.Judge(place.Name, text, vocabulary) is > Confidence.None and var named
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
