using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>Flags a password, token, code or key that comes from a generator whose numbers can be guessed, from the time, or from too few digits.</summary>
public sealed class PG1012PredictableSecret : SecurityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1012",
        "Predictable secret",
        "'{0}' can be guessed; draw it from RandomNumberGenerator",
        "Whoever has seen a few numbers of Random, or knows when a token was made, computes the next one and resets the password of somebody else.",
        item: ChecklistItem.Secrets,
        tags: ["CWE-338", "CWE-330", "CWE-340", "OWASP-A02:2021", "OWASP-A04:2025"]);

    private static readonly Option<bool> GuidIsEnough = Option.Flag(
        "PG1012.guid_is_enough", fallback: true, "A whole `Guid.NewGuid()` counts as a secret; `false` makes suggestions of those that are used as one.");

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1012");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [GuidIsEnough, Likely];

    internal override bool AppliesTo(KnownTypes known) => !known.IsTestCode;

    internal override void Register(RuleActions actions)
    {
        actions.OnCall(AnalyzeCall, MayBeSecret, GuessableValue.Calls);
        actions.OnSyntax(AnalyzeText, SyntaxKind.InterpolatedStringExpression);
        actions.OnSyntax(AnalyzeSum, SyntaxKind.AddExpression);
    }

    private static bool MayBeSecret(RuleContext context, InvocationExpressionSyntax call) => GuessableValue.OfCall(call) is { } value && GuessedAt(value, context) is not null;

    private static void AnalyzeCall(RuleContext context, IInvocationOperation call)
    {
        if (GuessableValue.OfCall((InvocationExpressionSyntax)call.Syntax) is { } value)
        {
            Analyze(context, value);
        }
    }

    /// <summary><c>$"{userId}:{DateTime.UtcNow.Ticks}"</c></summary>
    private static void AnalyzeText(RuleContext context)
    {
        foreach (var part in ((InterpolatedStringExpressionSyntax)context.Node).Contents)
        {
            if (part is InterpolationSyntax { Expression: MemberAccessExpressionSyntax hole } && GuessableValue.OfTime(hole) is { } time)
            {
                Analyze(context, time);
            }
        }
    }

    /// <summary><c>userId + DateTime.UtcNow.Ticks</c></summary>
    private static void AnalyzeSum(RuleContext context)
    {
        var sum = (BinaryExpressionSyntax)context.Node;
        foreach (var part in new[] { sum.Left, sum.Right })
        {
            if (part is MemberAccessExpressionSyntax && GuessableValue.OfTime(part) is { } time)
            {
                Analyze(context, time);
            }
        }
    }

    private static void Analyze(RuleContext context, GuessableValue value)
    {
        if (GuessedAt(value, context) is not { } secret
            || !value.IsReal(context)
            || !secret.Drawn.All(choice => IsOfCharacters(choice, secret.Use, context))
            || HarmlessSecret.Is(value.Node)
            || IsOfNobody(value.Node, secret, context)
            || EnvironmentGuard.Contains(value.Node, EnvironmentWords.Default)
            || IsToldBefore(value, secret, context))
        {
            return;
        }

        // What was found before it was known whose generator it is.
        if (secret.IsCertain && value.IsCertain)
        {
            context.Report(Gap, value.Node.GetLocation(), secret.Name);
        }
        else
        {
            context.Suggest(Gap, Likely, value.Node.GetLocation(), secret.Name);
        }
    }

    /// <summary>True for what nobody logs in with: an id that never leaves the process, a salt of a signed request, the password of somebody invented.</summary>
    private static bool IsOfNobody(ExpressionSyntax drawn, GuessedSecret secret, RuleContext context)
        => SessionIds.Is(secret.Name) && !SessionIds.Travel(drawn, secret.Name, context.Known)
            || secret.Use is SecretUse.Salt or SecretUse.Nonce && SignedRequest.Takes(drawn)
            || InventedPeople.Have(drawn);

    private static GuessedSecret? GuessedAt(GuessableValue value, RuleContext context)
    {
        value.WholeGuidIsEnough = value.Kind != GuessableKind.Guid || context.Read(GuidIsEnough);
        return new SecretFlow(context, value).Find();
    }

    /// <summary>Characters of an alphabet; with words, a password that is made of some. One of several secrets that exist already is drawn for another purpose.</summary>
    private static bool IsOfCharacters(ElementAccessExpressionSyntax choice, SecretUse use, RuleContext context)
        => context.Model.GetTypeInfo(choice, context.CancellationToken).Type?.SpecialType switch
        {
            SpecialType.System_Char or SpecialType.System_Byte => true,
            SpecialType.System_String => use == SecretUse.Password && SecretPurpose.Of(MemberName.Of(choice.Expression)?.ValueText.TrimEnd('s') ?? "").Use == SecretUse.None,
            _ => false,
        };

    /// <summary>One secret is one finding, however many characters of it are drawn.</summary>
    private static bool IsToldBefore(GuessableValue value, GuessedSecret secret, RuleContext context)
    {
        foreach (var before in GuessableCalls.Before(value.Node))
        {
            if (GuessedAt(before, context) is { } other && other.Name == secret.Name && before.IsReal(context) && other.Drawn.All(choice => IsOfCharacters(choice, other.Use, context)))
            {
                return true;
            }
        }

        return false;
    }
}
