using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
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
        "{0} in source code; read it from configuration and {1}",
        "Anyone who can read the source, its history or the compiled assembly has the secret, and changing it takes a release.",
        item: ChecklistItem.Secrets,
        tags: ["CWE-798", "CWE-259", "CWE-321", "OWASP-A07"]);

    private static readonly Option<Confidence> MinimumConfidence = Option.Choice(
        "PG1001.minimum_confidence", Confidence.Medium, "How sure the rule must be: `low` also reports well-known test values and code for development, examples and build scripts; `high` reports only known formats, connection strings of remote servers and real fallbacks.");

    private static readonly Option<ImmutableArray<string>> AdditionalWords = Option.Words(
        "PG1001.additional_words", "Names that contain one of these words are treated as secrets.");

    private static readonly Option<ImmutableArray<string>> ExcludedWords = Option.Words(
        "PG1001.excluded_words", "Names that contain one of these words are not treated as secrets.");

    private static readonly Option<ImmutableArray<string>> AllowedValues = Option.Words(
        "PG1001.allowed_values", "Values that are known to be harmless.");

    private static readonly Option<bool> InTests = Option.Flag(
        "PG1001.in_tests", false, "Also checks names and usage in test projects, not only known formats.");

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1001");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [MinimumConfidence, AdditionalWords, ExcludedWords, AllowedValues, InTests, Likely];

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

    /// <summary>Bytes under the name of a key.</summary>
    private static void AnalyzeArray(RuleContext context)
    {
        if (!IsUnasked(context) && KeyBytes.Find((ExpressionSyntax)context.Node, context.Model, VocabularyOf(context), context.CancellationToken) is var (array, name))
        {
            Report(context, ($"Key '{name}'", Confidence.Medium), array.GetLocation(), null);
        }
    }

    /// <summary>Something on its way into a constructor that takes a credential.</summary>
    private static void AnalyzeCreation(RuleContext context)
    {
        var creation = (BaseObjectCreationExpressionSyntax)context.Node;
        if (creation.ArgumentList is { Arguments: { Count: > 0 } arguments }
            && !IsUnasked(context)
            && (creation is ObjectCreationExpressionSyntax { Type: var type }
                ? CredentialSinks.HasConstructor(NameOf(type)) && LiteralOrigin.MayBe(arguments, context.Model)
                : (MayBeKey(arguments) || (DeclaredTypeOf(creation) is { } declared && CredentialSinks.HasConstructor(NameOf(declared)))) && LiteralOrigin.MayBe(arguments, context.Model))
            && context.Model.GetOperation(creation, context.CancellationToken) is IObjectCreationOperation operation)
        {
            AnalyzeArguments(context, operation.Arguments);
        }
    }

    /// <summary>The same on its way into a property that takes a credential by another name: <c>aes.Key = bytes</c>.</summary>
    private static void AnalyzeAssignment(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        var name = assignment.Left switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            _ => null,
        };
        if (name is not null
            && CredentialSinks.HasProperty(name)
            && !IsUnasked(context)
            && MayTake(assignment, name, context.Model)
            && LiteralOrigin.MayBe(assignment.Right, context.Model)
            && context.Model.GetOperation(assignment, context.CancellationToken) is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property }, Value: var value }
            && CredentialSinks.Takes(property, CredentialSinks.ValueOfProperty) is > SinkKind.None and var kind)
        {
            AnalyzeValue(context, value, property.Name, kind);
        }
    }

    /// <summary>False where declarations tell that a property of this name is not one of those.</summary>
    private static bool MayTake(AssignmentExpressionSyntax assignment, string property, SemanticModel model)
    {
        var owner = assignment.Left switch
        {
            MemberAccessExpressionSyntax access => NameLookup.TypeOf(access.Expression, model),
            IdentifierNameSyntax when assignment.Parent is InitializerExpressionSyntax { Parent: ObjectCreationExpressionSyntax creation } => NameLookup.Made(creation, model),
            // Of the type around it, or of an object that says nowhere what it is.
            IdentifierNameSyntax when assignment.Parent is not InitializerExpressionSyntax => assignment.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } around ? model.GetDeclaredSymbol(around) : null,
            _ => null,
        };
        return owner is null or IErrorTypeSymbol || CredentialSinks.Has(owner, property);
    }

    private static bool MayTakeLiteral(RuleContext context, InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Count == 0 || IsUnasked(context))
        {
            return false;
        }

        var callees = NameLookup.Callees(arguments[0], context.Model);
        return (callees.IsEmpty || callees.Any(static callee => TakesAny(callee))) && LiteralOrigin.MayBe(arguments, context.Model);
    }

    private static bool TakesAny(ISymbol callee)
    {
        for (var method = callee as IMethodSymbol; method is not null; method = method.OverriddenMethod)
        {
            foreach (var parameter in method.Parameters)
            {
                if (CredentialSinks.Takes(method, parameter.Name) > SinkKind.None || CredentialSinks.IsDoor(method, parameter.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void AnalyzeArguments(RuleContext context, ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.IsImplicit || argument.Parameter is not { ContainingSymbol: { } owner } parameter)
            {
                continue;
            }

            if (CredentialSinks.Takes(owner, parameter.Name) is > SinkKind.None and var kind)
            {
                AnalyzeValue(context, argument.Value, parameter.Name, kind);
            }
            else if (CredentialSinks.IsDoor(owner, parameter.Name))
            {
                AnalyzeValue(context, argument.Value, parameter.Name, SinkKind.Certain);
            }
        }
    }

    /// <summary>
    /// The literals behind a value are reported where they stand, each once; where its own name or format gives one away already, that
    /// is what is reported.
    /// </summary>
    private static void AnalyzeValue(RuleContext context, IOperation value, string name, SinkKind kind)
    {
        foreach (var origin in ValueOrigins.Of(value, context))
        {
            var place = origin.Model == context.Model && origin.Syntax.SyntaxTree == context.Node.SyntaxTree ? context : context.At(origin.Syntax, origin.Model);
            if (origin.Text is { } text)
            {
                var vocabulary = VocabularyOf(place);
                if ((origin.Constant is { } constant ? !SpeaksForItself(constant, text, context) : !IsReportedItself(origin, text, place))
                    && !KeyedValue.IsOfAnotherKey(origin.Syntax, origin.Model, vocabulary, context.Known, context.CancellationToken))
                {
                    var confidence = kind == SinkKind.Certain ? SecretClassifier.JudgeAtCertainSink(text, vocabulary) : SecretClassifier.JudgeAtSink(text, vocabulary);
                    ReportOnce(place, ($"Credential for '{name}'", confidence), origin.Constant is null ? origin.Syntax : (ExpressionSyntax)(value.Syntax as ExpressionSyntax ?? origin.Syntax), text, context.Node);
                }
            }
            else if (!KeyBytes.NamesKey(origin.Syntax, VocabularyOf(place)))
            {
                ReportOnce(place, ($"Key for '{name}'", Confidence.Medium), origin.Syntax, null, context.Node);
            }
        }
    }

    /// <summary>What is put into the place that a connection string leaves for a password.</summary>
    private static void AnalyzeOpen(RuleContext context, OpenPassword open)
    {
        if (!LiteralOrigin.MayBe(open.Value, context.Model) || context.Model.GetOperation(open.Value, context.CancellationToken) is not { } value)
        {
            return;
        }

        foreach (var origin in ValueOrigins.Of(value, context))
        {
            if (origin.Text is not { } text)
            {
                continue;
            }

            var place = origin.Syntax.SyntaxTree == context.Node.SyntaxTree ? context : context.At(origin.Syntax, origin.Model);
            var vocabulary = VocabularyOf(place);
            if ((origin.Constant is { } constant ? SpeaksForItself(constant, text, context) : IsReportedItself(origin, text, place))
                || KeyedValue.IsOfAnotherKey(origin.Syntax, origin.Model, vocabulary, context.Known, context.CancellationToken))
            {
                continue;
            }

            var composed = open.With(text);
            var confidence = SecretClassifier.JudgeConnectionString(composed, vocabulary, out _, out _);
            confidence = confidence != Confidence.None ? confidence
                : open.IsList ? SecretClassifier.JudgeAtCertainSink(text, vocabulary)
                : SecretClassifier.Judge("password", text, vocabulary);
            ReportOnce(place, ("Password in a connection string", confidence), origin.Constant is null ? origin.Syntax : open.Value, text, context.Node);
        }
    }

    private static void ReportOnce(RuleContext place, (string What, Confidence Confidence) found, ExpressionSyntax literal, string? text, SyntaxNode sink)
    {
        if (found.Confidence > Confidence.None && place.Known.PerCompilation(static _ => new ReportedLiterals()).IsFirst(literal, sink))
        {
            Report(place, found, literal.GetLocation(), text);
        }
    }

    /// <summary>True for a literal that is reported whatever becomes of it.</summary>
    private static bool IsReportedItself(ValueOrigin origin, string text, RuleContext place)
        => text.Length >= 4 && Judge(origin.Syntax, text, place) is { } itself && itself.Confidence >= place.Read(MinimumConfidence);

    /// <summary>True for a constant of another file that is reported there. One that only its use gives away is reported at the use.</summary>
    private static bool SpeaksForItself(IFieldSymbol constant, string text, RuleContext context)
        => SecretFormats.Find(text) is not null
            || SecretClassifier.JudgeConnectionString(text, out _, out _) > Confidence.None
            || (SecretClassifier.NamesSecret(constant.Name, VocabularyOf(context)) && SecretClassifier.Judge(constant.Name, text, VocabularyOf(context)) >= context.Read(MinimumConfidence));

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

    /// <summary>The type that a declaration gives a <c>new()</c>.</summary>
    private static TypeSyntax? DeclaredTypeOf(SyntaxNode creation)
        => creation.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variable } } => variable.Type,
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
            ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } => method.ReturnType,
            ReturnStatementSyntax { Parent.Parent: MethodDeclarationSyntax method } => method.ReturnType,
            _ => null,
        };

    /// <summary>The literals that several places lead to: each belongs to the first that came to it, however often that one is asked.</summary>
    private sealed class ReportedLiterals
    {
        private readonly ConcurrentDictionary<(SyntaxTree, TextSpan), (SyntaxTree, TextSpan)> owners = new();

        public bool IsFirst(SyntaxNode literal, SyntaxNode sink)
            => owners.GetOrAdd((literal.SyntaxTree, literal.Span), (sink.SyntaxTree, sink.Span)) == (sink.SyntaxTree, sink.Span);
    }

    /// <summary>
    /// The common place is read off the syntax. An argument is bound only for a value that would be a secret at the clearest name, and
    /// only where the call may be of a method that takes one.
    /// </summary>
    private static LiteralTarget? PlaceOf(ExpressionSyntax literal, string text, RuleContext context)
        => IsOfListOfGuesses(literal) ? null
            : LiteralTarget.Of(literal, out var argument, isWide: true) is { } place ? place
            : argument is not null && LiteralTarget.KeyBeside(argument) is { Kind: TargetKind.Fallback } fallback ? fallback
            : argument is not null && MayBeSecret(SecretValues.WithoutScheme(text)) && IsClearlySecret(text, context) && CredentialTarget.MayTakeSecret(argument, context.Model, VocabularyOf(context))
                ? CredentialTarget.Of(argument, context.Model, context.CancellationToken)
                : null;

    /// <summary>True for one of a list of passwords of which one is what a dictionary tries first: what somebody looks for, and no secret of anybody's.</summary>
    private static bool IsOfListOfGuesses(ExpressionSyntax literal)
    {
        IEnumerable<ExpressionSyntax>? all = literal.Parent switch
        {
            ExpressionElementSyntax { Parent: CollectionExpressionSyntax { Elements: { Count: > 2 } elements } } => elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression),
            InitializerExpressionSyntax { Expressions: { Count: > 2 } expressions } => expressions,
            _ => null,
        };
        return all?.Any(one => one is LiteralExpressionSyntax { Token.Value: string { Length: > 0 } text } && SecretValues.IsWeak(text)) == true;
    }

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
            && PlaceAt(context, location) is var place
            && (context.Read(MinimumConfidence) == Confidence.Low || !SecretWeight.IsNone(place, text, context)))
        {
            if (text is not null && SecretWeight.IsLow(place, text, context))
            {
                context.Suggest(Gap, Likely, location, found.What, RemedyFor(found.What, place, text));
            }
            else
            {
                context.Report(Gap, location, found.What, RemedyFor(found.What, place, text));
            }
        }
    }

    /// <summary>A token is revoked by who gave it; a password or a key that the app itself made, or falls back to, is replaced by who runs it.</summary>
    private static string RemedyFor(string what, SyntaxNode place, string? text)
        => text is not null && SecretFormats.Find(text) is null && (what.StartsWith("Fallback", StringComparison.Ordinal) || LiteralSigns.IsSeed(place)) ? "replace it where it is in use" : "revoke this value";

    private static SyntaxNode PlaceAt(RuleContext context, Location location)
        => context.Node.SyntaxTree == location.SourceTree && context.Node.Span == location.SourceSpan ? context.Node : location.SourceTree!.GetRoot(context.CancellationToken).FindNode(location.SourceSpan, getInnermostNodeForTie: true);

    /// <summary>True in test code, where only known formats count unless the user says otherwise.</summary>
    private static bool IsUnasked(RuleContext context) => context.Known.IsTestCode && !context.Read(InTests);

    /// <summary>What a literal is by its own text and by what takes it; null where nothing speaks for a secret.</summary>
    private static (string What, Confidence Confidence)? Judge(ExpressionSyntax literal, string text, RuleContext context)
    {
        if (SecretFormats.Find(text) is { } match)
        {
            // What a vendor signs for a customer opens nothing, and cannot be revoked.
            return (match.Format.Name, LiteralSigns.IsLicense(literal) ? Confidence.Low : match.Confidence);
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
                return SecretClassifier.NamesKey(place.Name, vocabulary) && SecretClassifier.JudgeFallback(text, vocabulary) is > Confidence.None and var atFallback && (atFallback == Confidence.High || !LiteralSigns.IsRefusedLater(text, context))
                    ? ($"Fallback for the secret '{place.Name}'", atFallback)
                    : null;

            case TargetKind.Compared:
                return SecretClassifier.JudgeCompared(place.Name, text, vocabulary) is > Confidence.None and var compared && !LiteralSigns.IsRefused(literal)
                    ? ($"Secret '{place.Name}'", compared)
                    : null;

            default:
                if (SecretClassifier.IsSeededHash(place.Name, text) && LiteralSigns.IsSeed(literal))
                {
                    return ($"Hash of a password, '{place.Name}', that every installation shares,", Confidence.Medium);
                }

                return (LiteralSigns.IsFixed(literal) ? SecretClassifier.JudgeFixed(place.Name, text, vocabulary) : SecretClassifier.Judge(place.Name, text, vocabulary)) is > Confidence.None and var named && !LiteralSigns.IsOwnName(literal, text) && !FakeAnswer.Is(literal, text)
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
