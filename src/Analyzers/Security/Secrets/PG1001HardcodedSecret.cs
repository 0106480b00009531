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
        "{0} in source; read it from configuration and revoke this one",
        "Everybody who can read the source, its history or the program's file has it, and it cannot be changed without a release.",
        tags: ["CWE-798", "CWE-259", "CWE-321", "OWASP-A07"]);

    private static readonly Option<Confidence> MinimumConfidence = Option.Choice(
        "PG1001.minimum_confidence", Confidence.Medium, "How sure the rule must be: low also reports well-known test values, high only formats and fallbacks");

    private static readonly Option<ImmutableArray<string>> AdditionalWords = Option.Words(
        "PG1001.additional_words", "Names that contain one of these words name a secret");

    private static readonly Option<ImmutableArray<string>> ExcludedWords = Option.Words(
        "PG1001.excluded_words", "Names that contain one of these words name no secret");

    private static readonly Option<ImmutableArray<string>> AllowedValues = Option.Words(
        "PG1001.allowed_values", "Values that are known to be harmless");

    private static readonly Option<bool> InTests = Option.Flag(
        "PG1001.in_tests", false, "Test projects are looked at by names and places too, not by formats alone");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [MinimumConfidence, AdditionalWords, ExcludedWords, AllowedValues, InTests];

    internal override void Start(Watch watch)
    {
        watch.Syntax(AskLiteral, SyntaxKind.StringLiteralExpression, SyntaxKind.Utf8StringLiteralExpression, SyntaxKind.InterpolatedStringExpression);
        watch.Syntax(AskCreation, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        watch.Syntax(AskAssignment, SyntaxKind.SimpleAssignmentExpression);
        watch.Call((spot, call) => AskArguments(spot, call.Arguments), (spot, call) => LiteralBehind.MayBe(call.ArgumentList.Arguments, spot.Model), Sinks.Methods);
    }

    private static void AskLiteral(Spot spot)
    {
        var text = TextOf(spot.Node);
        if (text.Length >= 4 && Judge((ExpressionSyntax)spot.Node, text, spot) is { } found)
        {
            Report(spot, found, spot.Node.GetLocation(), text);
        }
    }

    /// <summary>A constant, a field or a local on its way into a constructor that takes a credential.</summary>
    private static void AskCreation(Spot spot)
    {
        var creation = (BaseObjectCreationExpressionSyntax)spot.Node;
        if (creation.ArgumentList is { Arguments: { Count: > 0 } arguments }
            && (creation is ObjectCreationExpressionSyntax { Type: var type }
                ? Sinks.HasConstructor(NameOf(type)) && LiteralBehind.MayBe(arguments, spot.Model)
                : MayBeKey(arguments) && LiteralBehind.MayBe(arguments, spot.Model))
            && spot.Model.GetOperation(creation, spot.CancellationToken) is IObjectCreationOperation operation)
        {
            AskArguments(spot, operation.Arguments);
        }
    }

    /// <summary>The same on its way into a property that takes a credential by another name: <c>aes.Key = bytes</c>.</summary>
    private static void AskAssignment(Spot spot)
    {
        var assignment = (AssignmentExpressionSyntax)spot.Node;
        var name = (assignment.Left as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText ?? (assignment.Left as IdentifierNameSyntax)?.Identifier.ValueText;
        if (name is not null
            && Sinks.HasProperty(name)
            && LiteralBehind.MayBe(assignment.Right, spot.Model)
            && spot.Model.GetOperation(assignment, spot.CancellationToken) is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property }, Value: var value }
            && Sinks.Takes(property, Sinks.ValueOfProperty))
        {
            AskValue(spot, value, property.Name);
        }
    }

    private static void AskArguments(Spot spot, ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (!argument.IsImplicit && argument.Parameter is { ContainingSymbol: { } owner } parameter && Sinks.Takes(owner, parameter.Name))
            {
                AskValue(spot, argument.Value, parameter.Name);
            }
        }
    }

    /// <summary>
    /// The literal behind a value is reported where it stands, once; where its own name or format gives it away already, that is what
    /// is reported.
    /// </summary>
    private static void AskValue(Spot spot, IOperation value, string name)
    {
        if (spot.Known.IsTestCode && !spot.Read(InTests))
        {
            return;
        }

        var literal = LiteralBehind.Of(value, spot, out var constant);
        var text = literal is not null ? TextOf(literal) : constant?.ConstantValue as string;
        if (text is not null
            && (literal is not null ? Judge(literal, text, spot) is null : !SpeaksForItself(constant!, text, spot))
            && SecretText.JudgeAtSink(text, VocabularyOf(spot)) is > Confidence.None and var confidence)
        {
            Report(spot, ($"The credential for '{name}'", confidence), (literal ?? value.Syntax).GetLocation(), text);
        }
    }

    /// <summary>True for a constant of another file that is reported there. One that only its use gives away is reported at the use.</summary>
    private static bool SpeaksForItself(IFieldSymbol constant, string text, Spot spot)
        => SecretFormats.Find(text) is not null
            || SecretText.JudgeConnectionString(text, out _, out _) > Confidence.None
            || (SecretText.NamesSecret(constant.Name, VocabularyOf(spot)) && SecretText.Judge(constant.Name, text, VocabularyOf(spot)) > Confidence.None);

    /// <summary>True where one argument is a conversion: all that says from outside that a target-typed <c>new</c> may take a key.</summary>
    private static bool MayBeKey(SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Expression is InvocationExpressionSyntax call && LiteralBehind.IsConversion(call))
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
    private static SecretPlace? PlaceOf(ExpressionSyntax literal, string text, Spot spot)
        => SecretPlace.Of(literal, out var argument) is { } place ? place
            : argument is not null && MayBeSecret(SecretValues.WithoutScheme(text)) && IsClearlySecret(text, spot) && SecretPlace.MayTakeSecret(argument, spot.Model, VocabularyOf(spot))
                ? SecretPlace.Of(argument, spot.Model, spot.CancellationToken)
                : null;

    /// <summary>True for a value that would be reported at the clearest name. Of the shortest values nobody is that sure.</summary>
    private static bool IsClearlySecret(string text, Spot spot)
        => (text.Length >= SecretValues.ShortestSure || spot.Read(MinimumConfidence) < Confidence.Medium)
            && SecretValues.Judge(NameKind.Password, "password", text) is > Confidence.None and var confidence
            && (confidence >= Confidence.Medium || confidence >= spot.Read(MinimumConfidence));

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

    private static void Report(Spot spot, (string What, Confidence Confidence) found, Location location, string text)
    {
        if (found.Confidence >= spot.Read(MinimumConfidence) && !spot.Read(AllowedValues).Contains(text, StringComparer.Ordinal))
        {
            spot.Report(Gap, location, found.What);
        }
    }

    /// <summary>What a literal is by its own text and by what takes it; null where nothing speaks for a secret.</summary>
    private static (string What, Confidence Confidence)? Judge(ExpressionSyntax literal, string text, Spot spot)
    {
        if (SecretFormats.Find(text) is { } match)
        {
            return (match.Format.Name, match.Confidence);
        }

        if (spot.Known.IsTestCode && !spot.Read(InTests))
        {
            return null;
        }

        if (text.IndexOf('=') > 0 && SecretText.JudgeConnectionString(text, out _, out _) is > Confidence.None and var connection)
        {
            return ("Connection string with a password", connection);
        }

        if (literal is InterpolatedStringExpressionSyntax || PlaceOf(literal, text, spot) is not { } place)
        {
            return null;
        }

        var vocabulary = VocabularyOf(spot);
        switch (place.Kind)
        {
            case PlaceKind.Sink:
                return SecretText.JudgeAtSink(text, vocabulary) is > Confidence.None and var atSink ? ($"The credential for '{place.Name}'", atSink) : null;

            case PlaceKind.Fallback:
                // Of a connection string its grammar has said all that can be said.
                return SecretText.NamesKey(place.Name, vocabulary) && SecretText.JudgeAtSink(text, vocabulary) > Confidence.None && !SecretText.IsPlaceholder(text)
                    ? ($"A public fallback for '{place.Name}'", Confidence.High)
                    : null;

            default:
                return SecretText.Judge(place.Name, text, vocabulary) is > Confidence.None and var named
                    ? ($"The value of '{place.Name}'", named)
                    : null;
        }
    }

    /// <summary>The user's words and values for the file; most files have none.</summary>
    private static SecretVocabulary VocabularyOf(Spot spot)
        => (spot.Read(AdditionalWords), spot.Read(ExcludedWords), spot.Read(AllowedValues)) is var (additional, excluded, allowed)
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
