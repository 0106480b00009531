using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.EntityFramework;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>Flags passwords of users that are kept in clear, under a fast hash, or with too few rounds.</summary>
public sealed class PG1013WeakPasswordHash : SecurityRule
{
    private const string InClear = "in clear";

    private const string UnderFastHash = "under a fast hash";

    private const string WithFewRounds = "with too few rounds";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1013",
        "Weak password hash",
        "'{0}' is kept {1}; hash it with PasswordHasher",
        "Whoever copies the table has the passwords: in clear at once, under a fast hash by tomorrow. People use them elsewhere as well.",
        item: ChecklistItem.Secrets,
        tags: ["CWE-256", "CWE-916", "CWE-759", "OWASP-A02:2021", "OWASP-A04:2025", "OWASP-A07:2021"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1013");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override bool AppliesTo(KnownTypes known) => !known.IsTestCode;

    internal override void Register(RuleActions actions)
    {
        actions.OnCall(AnalyzeHash, static call => call.ArgumentList.Arguments.Any(static argument => PasswordText.In(argument.Expression) is not null), ThinHash.Calls);
        actions.OnCall(AnalyzeEncoding, static call => call.ArgumentList.Arguments.Count == 1 && IsBytesOfPassword(call.ArgumentList.Arguments[0].Expression), "ToBase64String", "ToHexString");
        actions.OnCall(AnalyzeRounds, static call => call.ArgumentList.Arguments.Any(static argument => PasswordText.In(argument.Expression) is not null), "Pbkdf2");
        actions.OnSyntax(AnalyzeCreation, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        if (actions.Known.Has("BCrypt.Net.BCrypt"))
        {
            actions.OnCall(AnalyzeFactor, static call => call.ArgumentList.Arguments.Count > 0, "HashPassword", "EnhancedHashPassword", "GenerateSalt");
        }

        if (actions.Known.Has("Konscious.Security.Cryptography.Argon2"))
        {
            actions.OnSyntax(AnalyzeMemory, SyntaxKind.SimpleAssignmentExpression);
        }

        if (EntityTable.MayExist(actions.Known))
        {
            actions.OnSyntax(AnalyzeStore, SyntaxKind.SimpleAssignmentExpression);
            actions.OnSyntax(AnalyzeComparison, SyntaxKind.EqualsExpression, SyntaxKind.NotEqualsExpression);
            actions.OnCall(AnalyzeEquals, static call => call is { ArgumentList.Arguments: { Count: > 0 } arguments, Expression: MemberAccessExpressionSyntax { Expression: var receiver } } && PasswordText.Is(receiver) && PasswordText.Is(arguments[0].Expression), "Equals");
        }
    }

    /// <summary><c>SHA256.HashData(Encoding.UTF8.GetBytes(password))</c></summary>
    private static void AnalyzeHash(RuleContext context, IInvocationOperation call)
    {
        var syntax = (InvocationExpressionSyntax)call.Syntax;
        if (!ThinHash.IsFast(call.TargetMethod, context.Known) || IsForDevelopers(syntax) || IsPart(syntax))
        {
            return;
        }

        foreach (var argument in call.Arguments)
        {
            // The key of an HMAC is no password that is kept.
            if (argument.Parameter?.Name is not "key" && argument.Value.Syntax is ExpressionSyntax text && PasswordText.In(text) is { } password)
            {
                Tell(context, password, syntax, UnderFastHash);
                return;
            }
        }
    }

    /// <summary><c>Convert.ToBase64String(Encoding.UTF8.GetBytes(password))</c></summary>
    private static void AnalyzeEncoding(RuleContext context, IInvocationOperation call)
    {
        var syntax = (InvocationExpressionSyntax)call.Syntax;
        if (context.Known.Is(call.TargetMethod.ContainingType, "System.Convert") && !IsForDevelopers(syntax) && PasswordText.In(syntax.ArgumentList.Arguments[0].Expression) is { } password)
        {
            Tell(context, password, syntax, InClear);
        }
    }

    private static bool IsBytesOfPassword(ExpressionSyntax bytes)
        => bytes is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetBytes" }, ArgumentList.Arguments: { Count: 1 } arguments } && PasswordText.Is(arguments[0].Expression);

    private static void Tell(RuleContext context, ExpressionSyntax password, ExpressionSyntax made, string how)
    {
        var name = PasswordText.NameOf(password) ?? "password";
        var isKept = PasswordText.IsKeptAt(made);
        if (isKept && (PasswordText.BecomesHash(made) || IsOfHasher(made)))
        {
            context.Report(Gap, made.GetLocation(), name, how);
        }
        else if (isKept)
        {
            context.Suggest(Gap, Likely, made.GetLocation(), name, how);
        }
    }

    /// <summary>True in a method that is named for hashing or checking passwords: what it returns is kept, or compared.</summary>
    private static bool IsOfHasher(SyntaxNode place)
        => place.Ancestors().Any(static around => around is MethodDeclarationSyntax { Identifier.ValueText: var name } && PasswordText.IsNamedForHash(name)
            || around is MethodDeclarationSyntax { Identifier.ValueText: "Verify" } && around.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { Identifier.ValueText: var type } && WordSplitter.HasWord(type, ["password", "hasher"]));

    /// <summary>The first digits of a hash, as a service asks for that knows leaked passwords.</summary>
    private static bool IsPart(ExpressionSyntax hash)
        => new TextSteps(guid: null).Outermost(hash) is { } whole && whole.DescendantNodesAndSelf().Any(static part => part is ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } indexes } && indexes[0].Expression is RangeExpressionSyntax || part is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Substring" } });

    private static void AnalyzeRounds(RuleContext context, IInvocationOperation call) => TellRounds(context, call);

    private static void AnalyzeCreation(RuleContext context)
    {
        var creation = (BaseObjectCreationExpressionSyntax)context.Node;
        if (CreatedType.NameOf(creation) == "Rfc2898DeriveBytes"
            && creation.ArgumentList?.Arguments.Any(static argument => PasswordText.In(argument.Expression) is not null) == true
            && context.Model.GetOperation(creation, context.CancellationToken) is IObjectCreationOperation made)
        {
            TellRounds(context, made);
        }
    }

    private static void TellRounds(RuleContext context, IOperation made)
    {
        if (ThinHash.RoundsOf(made, context.Known) is not { Rounds: < ThinHash.EnoughRounds } thin || IsForDevelopers(made.Syntax) || !PasswordText.IsKeptAt(made.Syntax) || !IsOfHasher(made.Syntax))
        {
            return;
        }

        if (thin.Rounds < ThinHash.FewRounds)
        {
            context.Report(Gap, thin.Place.GetLocation(), "password", WithFewRounds);
        }
        else
        {
            context.Suggest(Gap, Likely, thin.Place.GetLocation(), "password", WithFewRounds);
        }
    }

    private static void AnalyzeFactor(RuleContext context, IInvocationOperation call)
    {
        if (ThinHash.LowFactor(call, context.Known) is { } factor && !IsForDevelopers(factor))
        {
            context.Report(Gap, factor.GetLocation(), "password", WithFewRounds);
        }
    }

    private static void AnalyzeMemory(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (MemberName.Of(assignment.Left)?.ValueText == "MemorySize"
            && context.Model.GetOperation(assignment, context.CancellationToken) is ISimpleAssignmentOperation set
            && ThinHash.IsLittleMemory(set, context.Known) && PasswordText.IsKeptAt(assignment))
        {
            context.Report(Gap, assignment.Right.GetLocation(), "password", "with too little memory");
        }
    }

    /// <summary><c>user.Password = request.Password</c></summary>
    private static void AnalyzeStore(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (!PasswordText.Is(assignment.Left)
            || !PasswordText.Is(assignment.Right)
            || !StoredPassword.Is(assignment.Left, context)
            || StoredPassword.IsCovered(assignment.Right, context)
            || IsForDevelopers(assignment)
            || HarmlessSecret.Is(assignment)
            || StoredPassword.IsCopied(assignment))
        {
            return;
        }

        var name = PasswordText.NameOf(assignment.Left)!;
        if (StoredPassword.IsSaved(assignment) && StoredPassword.IsGiven(assignment.Right, context) && !StoredPassword.IsCoveredElsewhere(name, context.Known.Compilation))
        {
            context.Report(Gap, assignment.Right.GetLocation(), name, InClear);
        }
        else
        {
            context.Suggest(Gap, Likely, assignment.Right.GetLocation(), name, InClear);
        }
    }

    /// <summary><c>u.Password == request.Password</c></summary>
    private static void AnalyzeComparison(RuleContext context)
    {
        var comparison = (BinaryExpressionSyntax)context.Node;
        if (PasswordText.Is(comparison.Left) && PasswordText.Is(comparison.Right))
        {
            Compare(context, comparison, comparison.Left, comparison.Right);
        }
    }

    private static void AnalyzeEquals(RuleContext context, IInvocationOperation call)
    {
        var syntax = (InvocationExpressionSyntax)call.Syntax;
        Compare(context, syntax, ((MemberAccessExpressionSyntax)syntax.Expression).Expression, syntax.ArgumentList.Arguments[0].Expression);
    }

    private static void Compare(RuleContext context, ExpressionSyntax comparison, ExpressionSyntax left, ExpressionSyntax right)
    {
        if (PasswordText.IsRepeated(left) || PasswordText.IsRepeated(right) || IsForDevelopers(comparison)
            || comparison.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is OperatorDeclarationSyntax or MethodDeclarationSyntax { Identifier.ValueText: "Equals" })
        {
            return;
        }

        var (stored, given) = StoredPassword.Is(left, context) ? (left, right) : (right, left);
        if (!StoredPassword.Is(stored, context) || StoredPassword.IsCovered(given, context) || StoredPassword.IsReplaced(comparison, stored))
        {
            return;
        }

        var name = PasswordText.NameOf(stored)!;
        if (StoredPassword.IsCoveredElsewhere(name, context.Known.Compilation))
        {
            context.Suggest(Gap, Likely, comparison.GetLocation(), name, InClear);
        }
        else
        {
            context.Report(Gap, comparison.GetLocation(), name, InClear);
        }
    }

    private static bool IsForDevelopers(SyntaxNode place) => EnvironmentGuard.Contains(place, EnvironmentWords.Default);
}
