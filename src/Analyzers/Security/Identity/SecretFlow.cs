using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>A secret that can be guessed.</summary>
internal sealed class GuessedSecret(string name, SecretUse use, bool isCertain, IReadOnlyList<ElementAccessExpressionSyntax> drawn)
{
    /// <summary>What it is called.</summary>
    public string Name { get; } = name;

    public SecretUse Use { get; } = use;

    /// <summary>False where the name, or what can be guessed of it, leaves a doubt.</summary>
    public bool IsCertain { get; } = isCertain;

    /// <summary>What characters or words were drawn from on the way.</summary>
    public IReadOnlyList<ElementAccessExpressionSyntax> Drawn { get; } = drawn;
}

/// <summary>
/// Follows a value that can be guessed to a name that says that nobody may: through texts, local variables, builders and arrays, and out of a
/// method to its callers. All of it by syntax; what is bound is the argument at the end of a way.
/// </summary>
internal sealed class SecretFlow(RuleContext context, GuessableValue source, bool followsCallers = true)
{
    /// <summary>A variable of a variable is followed this far.</summary>
    private const int Depth = 5;

    /// <summary>More callers than these are not asked.</summary>
    private const int MostCallers = 50;

    /// <summary>Calls by which something that is built takes a part.</summary>
    private static readonly HashSet<string> Building = SecretNames.Set("Append AppendLine AppendFormat Insert Add Push Enqueue Write WriteByte AddRange");

    /// <summary>What begins the names of calls that keep a value under a key.</summary>
    private static readonly string[] Keeping = ["Set", "Add", "StringSet", "TryAdd", "Put", "Store", "Save", "Cache"];

    /// <summary>Words in the names of methods that make texts for others.</summary>
    private static readonly string[] Helping = ["random", "rand", "generate", "gen", "create", "make", "new", "unique", "code", "key", "string", "digits", "chars", "token"];

    private readonly HashSet<SyntaxNode> seen = [];

    /// <summary>The secret that the value becomes; null where it becomes none.</summary>
    public GuessedSecret? Find() => source.Filled is { } filled ? Into(filled, source.Node, source.Node, new(source.Guid), Depth) : Follow(source.Node, new(source.Guid?.Copy()), Depth);

    private GuessedSecret? Follow(ExpressionSyntax node, TextSteps steps, int depth)
    {
        if (depth == 0 || !seen.Add(node) || steps.Outermost(node) is not { } value)
        {
            return null;
        }

        switch (value.Parent)
        {
            case ArgumentSyntax { Parent: ArgumentListSyntax } argument:
                return IntoArgument(argument, value, steps, depth);

            case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                return OutOf(value, steps);

            case AssignmentExpressionSyntax assignment when assignment.Right == value:
                if (assignment.IsKind(SyntaxKind.AddAssignmentExpression))
                {
                    steps.Append();
                }

                return Into(assignment.Left, assignment, value, steps, depth);

            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                return IntoVariable(variable.Identifier.ValueText, variable, value, steps, depth);

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either:
                return AsTarget(value, steps) ?? Follow(either, steps, depth);

            default:
                return AsTarget(value, steps);
        }
    }

    private GuessedSecret? AsTarget(ExpressionSyntax value, TextSteps steps)
        => LiteralTarget.Of(value, out _, isWide: true) is { Kind: TargetKind.Named or TargetKind.Fallback } target ? Named(target.Name, value, steps) : null;

    /// <summary>What is assigned, or filled.</summary>
    private GuessedSecret? Into(ExpressionSyntax target, SyntaxNode write, ExpressionSyntax value, TextSteps steps, int depth)
    {
        switch (target)
        {
            case IdentifierNameSyntax name when write.Parent is not InitializerExpressionSyntax:
                return IntoVariable(name.Identifier.ValueText, write, value, steps, depth);

            case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                return Named(MemberName.Of(target)?.ValueText ?? "", value, steps) ?? IntoCryptography(target, value, steps);

            case ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } keys, Expression: var owner }:
                return LiteralTarget.KeyOf(target) is { } key ? Named(key, value, steps)
                    : keys[0].Expression is InterpolatedStringExpressionSyntax or BinaryExpressionSyntax && IsProofIn(keys[0].Expression) ? Judged(NameOf(value), new(SecretUse.Code, true), value, steps)
                    : Into(owner, write, value, steps, depth);

            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsSpan" or "AsMemory", Expression: var filled } }:
                return Into(filled, write, value, steps, depth);

            default:
                return AsTarget(value, steps);
        }
    }

    private GuessedSecret? IntoVariable(string name, SyntaxNode write, ExpressionSyntax value, TextSteps steps, int depth)
    {
        if (SecretPurpose.Of(name).Use != SecretUse.None || IsProof(name, value))
        {
            return Named(name, value, steps);
        }

        var scope = VariableWrites.ScopeOf(write);
        if (DeclarationOf(name, write, scope) is not { } declaration)
        {
            return null;
        }

        var seenIn = VariableWrites.ScopeOfVariable(declaration);
        foreach (var use in MemberNames.Of(scope).Uses(name))
        {
            if (seenIn.Span.Contains(use.Span) && !write.Span.Contains(use.Span) && !InitialValue.IsWritten(use) && IsReached(name, declaration, write, use) && Follow(use, steps.Copy(), depth - 1) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>False where something else was assigned in between.</summary>
    private static bool IsReached(string name, VariableDeclaratorSyntax declaration, SyntaxNode write, SyntaxNode use)
    {
        if (use.SpanStart < write.SpanStart && !use.Ancestors().Any(around => Loops.IsLoop(around) && around.Span.Contains(write.Span)))
        {
            return false;
        }

        foreach (var assigned in VariableWrites.Reaching(name, declaration, use))
        {
            if (assigned.Node == write)
            {
                return true;
            }

            if (assigned.HidesEarlier && assigned.Node.SpanStart > write.SpanStart)
            {
                return false;
            }
        }

        return true;
    }

    private static VariableDeclaratorSyntax? DeclarationOf(string name, SyntaxNode place, SyntaxNode scope)
    {
        if (place is VariableDeclaratorSyntax own && own.Identifier.ValueText == name)
        {
            return own.Parent?.Parent is BaseFieldDeclarationSyntax ? null : own;
        }

        foreach (var node in scope.DescendantNodes())
        {
            if (node is VariableDeclaratorSyntax { Parent.Parent: not BaseFieldDeclarationSyntax } variable && variable.Identifier.ValueText == name && VariableWrites.ScopeOfVariable(variable).Span.Contains(place.Span))
            {
                return variable;
            }
        }

        return null;
    }

    private GuessedSecret? IntoArgument(ArgumentSyntax argument, ExpressionSyntax value, TextSteps steps, int depth)
    {
        var call = argument.Parent?.Parent as InvocationExpressionSyntax;
        var method = call is null ? "" : InvocationSyntax.NameOf(call)?.Identifier.ValueText ?? "";
        if (argument.NameColon is { Name.Identifier.ValueText: var given } && Named(given, value, steps) is { } named)
        {
            return named;
        }

        if (LiteralTarget.KeyBeside(argument) is { } key && Named(key.Name, value, steps) is { } kept)
        {
            return kept;
        }

        if (Building.Contains(method) && call!.Expression is MemberAccessExpressionSyntax { Expression: var built })
        {
            return Follow(call, steps.Copy(), depth - 1) ?? Into(RootOf(built), call, value, steps, depth);
        }

        if (source.Kind is not (GuessableKind.Generator or GuessableKind.Guid) || IsEnough(steps))
        {
            return null;
        }

        if (Array.Exists(Keeping, verb => method.StartsWith(verb, StringComparison.Ordinal)) && argument != call!.ArgumentList.Arguments[0] && IsProofIn(call.ArgumentList.Arguments[0].Expression))
        {
            return Judged(NameOf(value), new(SecretUse.Code, true), value, steps);
        }

        if (context.Model.GetOperation(argument, context.CancellationToken) is not IArgumentOperation { Parameter: { } parameter })
        {
            return null;
        }

        return CryptoInputs.Of(parameter, context.Known) is > SecretUse.None and var use ? Judged(parameter.Name, new(use, true), value, steps)
            : SecretPurpose.IsPlainCode(parameter.Name) && SecretPurpose.IsAboutProof(method) ? Judged(NameOf(value), new(SecretUse.Code, true), value, steps)
            : Named(parameter.Name, value, steps);
    }

    /// <summary>The builder at the beginning of a chain.</summary>
    private static ExpressionSyntax RootOf(ExpressionSyntax built)
    {
        while (built is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var before } })
        {
            built = before;
        }

        return built;
    }

    /// <summary>A property of a cipher, whatever it is called.</summary>
    private GuessedSecret? IntoCryptography(ExpressionSyntax target, ExpressionSyntax value, TextSteps steps)
        => MemberName.Of(target)?.ValueText is "Key" or "IV" or "Salt" && source.Kind is GuessableKind.Generator or GuessableKind.Guid
            && context.Model.GetSymbolInfo(target, context.CancellationToken).Symbol is IPropertySymbol property && CryptoInputs.Of(property, context.Known) is > SecretUse.None and var use
                ? Judged(property.Name, new(use, true), value, steps)
                : null;

    private GuessedSecret? OutOf(ExpressionSyntax value, TextSteps steps)
    {
        foreach (var around in value.Ancestors())
        {
            switch (around)
            {
                case MethodDeclarationSyntax method:
                    return Named(method.Identifier.ValueText, value, steps) ?? ToCallers(method, method.Identifier.ValueText, method.Modifiers, steps);

                case LocalFunctionStatementSyntax local:
                    return Named(local.Identifier.ValueText, value, steps) ?? ToCallers(local, local.Identifier.ValueText, local.Modifiers, steps);

                case PropertyDeclarationSyntax property:
                    return Named(property.Identifier.ValueText, value, steps);

                case AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>A method that makes texts and does not say what for: those who call it may.</summary>
    private GuessedSecret? ToCallers(SyntaxNode function, string name, SyntaxTokenList modifiers, TextSteps steps)
    {
        var isOfFile = function is LocalFunctionStatementSyntax || !modifiers.Any(static modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword);
        if (!followsCallers || IsEnough(steps) || SecretPurpose.Of(name).Use != SecretUse.None || !(isOfFile || WordSplitter.HasWord(name, Helping)) || context.Model.GetDeclaredSymbol(function, context.CancellationToken) is not IMethodSymbol made)
        {
            return null;
        }

        var trees = isOfFile ? [function.SyntaxTree] : context.Known.Compilation.SyntaxTrees;
        var asked = 0;
        foreach (var tree in trees)
        {
            foreach (var node in NamedPlaces.Of(tree).Calls(name))
            {
                if (node is not InvocationExpressionSyntax call || ++asked > MostCallers)
                {
                    continue;
                }

                var its = context.At(call, OtherFile.ModelOf(tree, context.Model));
                if (new SecretFlow(its, source, followsCallers: false).Follow(call, steps.Copy(), Depth) is { } found
                    && SymbolEqualityComparer.Default.Equals(its.Model.GetSymbolInfo(call, context.CancellationToken).Symbol?.OriginalDefinition, made))
                {
                    return found;
                }
            }
        }

        return null;
    }

    private GuessedSecret? Named(string name, ExpressionSyntax value, TextSteps steps)
        => SecretPurpose.Of(name) is { Use: not SecretUse.None } purpose ? Judged(name, purpose, value, steps)
            : IsProof(name, value) ? Judged(name, new(SecretUse.Code, true), value, steps)
            : null;

    /// <summary>True for a <c>code</c> in a function that is about proving who somebody is.</summary>
    private static bool IsProof(string name, SyntaxNode value)
        => SecretPurpose.IsPlainCode(name) && value.Ancestors().Any(static around => around switch
        {
            MethodDeclarationSyntax method => SecretPurpose.IsAboutProof(method.Identifier.ValueText),
            LocalFunctionStatementSyntax local => SecretPurpose.IsAboutProof(local.Identifier.ValueText),
            BaseTypeDeclarationSyntax type => SecretPurpose.IsAboutProof(type.Identifier.ValueText),
            _ => false,
        });

    /// <summary>True for a key that says what is kept under it: <c>$"otp:{email}"</c>.</summary>
    private static bool IsProofIn(ExpressionSyntax key)
        => key.DescendantTokens().Any(static token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken && SecretPurpose.IsAboutProof(token.ValueText));

    private static string NameOf(ExpressionSyntax value) => MemberName.Of(value)?.ValueText is { } name && value is not InvocationExpressionSyntax ? name : "code";

    private GuessedSecret? Judged(string name, SecretPurpose purpose, ExpressionSyntax value, TextSteps steps)
    {
        var isNear = purpose.Use is not (SecretUse.Salt or SecretUse.Nonce) || CryptoInputs.AreNear(value);
        bool? isCertain = source.Kind switch
        {
            GuessableKind.Guid => CertaintyOf(steps.Guid!, purpose.Use),
            GuessableKind.Generator => !IsLongEnough(purpose.Use, steps) || purpose.Use == SecretUse.Nonce && !isNear ? null : isNear,
            _ => IsKnownToOthers(name, purpose.Use, value, steps) ? true : null,
        };
        return isCertain is { } certain && !TextMakeup.HasStrongPart(value, source.Node) ? new(name, purpose.Use, certain && purpose.IsCertain && source.IsCertain, steps.Drawn) : null;
    }

    /// <summary>How bad what is left of a Guid is; null where it is enough. A code that is typed in is as short from any generator.</summary>
    private bool? CertaintyOf(GuidText guid, SecretUse use)
        => use is SecretUse.Code or SecretUse.Pin or SecretUse.Salt or SecretUse.Nonce ? null
            : guid.Bits >= GuidText.Whole ? (source.WholeGuidIsEnough ? null : false)
            : guid.Bits < (use == SecretUse.Password ? 48 : 64);

    /// <summary>False for a number that is no secret of a program: the wire of a lamp, what is to be guessed in a game, an amount of salt.</summary>
    private bool IsLongEnough(SecretUse use, TextSteps steps)
        => source.Filled is not null || steps.IsText || steps.Drawn.Count > 0 || (use is not (SecretUse.Salt or SecretUse.Nonce) && (use == SecretUse.Code || source.Range is not < 1000));

    /// <summary>True for what is made of the time, of a hash code, or of who it is for, and of nothing else.</summary>
    private bool IsKnownToOthers(string name, SecretUse use, ExpressionSyntax value, TextSteps steps)
        => (steps.IsText || source.Kind != GuessableKind.Time)
            && use is not (SecretUse.Salt or SecretUse.Nonce or SecretUse.Pin)
            && TextMakeup.IsAllKnown(value, out var ids, out var times)

            // With a time in it, the time is reported.
            && (source.Kind != GuessableKind.Ids || times == 0 && ids > 0 && steps.IsEncoded && use is SecretUse.Token or SecretUse.Key && (name.Length > "token".Length || IsAtLogin(value)));

    /// <summary>True for a whole Guid, where that is enough: most of them, so that nothing more is asked about it.</summary>
    private bool IsEnough(TextSteps steps) => source.WholeGuidIsEnough && steps.Guid is { Bits: >= GuidText.Whole };

    private static bool IsAtLogin(SyntaxNode value)
        => value.Ancestors().Any(static around => around is MethodDeclarationSyntax { Identifier.ValueText: var name } && WordSplitter.HasWord(name, ["login", "authenticate", "token", "auth", "session", "register", "forgot", "reset"]));
}
