using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security;

namespace ProdGap.Analyzers.CodeFixes.Security;

/// <summary>Reads the secret from the configuration in scope, else from the environment, and fails clearly where it is missing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1001HardcodedSecretFix : SolutionFix<ExpressionSyntax>
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["PG1001"];

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1001.read", "Read the secret from outside, and fail where it is missing", async (site, cancellationToken) => (await ReadAsync(site, cancellationToken).ConfigureAwait(false))?.Edits),
        new("PG1001.record", "Read the secret from outside, and add its name to the settings", RecordAsync, inFixAll: false),
    ];

    /// <summary>The first remedy, and an empty entry where the next person looks for what has to be set.</summary>
    private static async Task<Edits?> RecordAsync(Site site, CancellationToken cancellationToken)
    {
        if (await ReadAsync(site, cancellationToken).ConfigureAwait(false) is not { } read)
        {
            return null;
        }

        foreach (var file in site.Document.Project.AdditionalDocuments)
        {
            var fits = read.IsVariable
                ? file.Name is ".env.example" or ".env.sample" or ".env.template"
                : file.Name.Equals("appsettings.json", StringComparison.OrdinalIgnoreCase);
            if (fits
                && (await file.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString() is var text
                && (read.IsVariable ? SettingsEntry.InEnv(text, read.Name) : SettingsEntry.InJson(text, read.Name)) is { } changed)
            {
                read.Edits.Change(file.Id, _ => changed);
                return read.Edits;
            }
        }

        return null;
    }

    private static async Task<(Edits Edits, string Name, bool IsVariable)?> ReadAsync(Site site, CancellationToken cancellationToken)
    {
        if (site.Node is not LiteralExpressionSyntax literal || !literal.IsKind(SyntaxKind.StringLiteralExpression))
        {
            return null;
        }

        var text = literal.Token.ValueText;
        var known = Known.Of(site.Model.Compilation);
        var place = SecretPlace.Of(literal, site.Model, cancellationToken);
        var edits = new Edits();
        if (place is { Kind: PlaceKind.Fallback } fallback)
        {
            return IsThrowPlace(literal)
                ? (Replace(site, edits, literal, $"throw new {Type("InvalidOperationException", site, known)}({Quoted(fallback.Name + " is not configured")})"), fallback.Name, fallback.Name.IndexOf(':') < 0)
                : null;
        }

        if (!await CanBeRead(site, edits, literal, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var key = site.Cache.NameOf(text, KeyOf(literal, place, text));
        var exception = Type("InvalidOperationException", site, known);
        var configuration = ConfigurationInScope.At(literal, site.Model, known);
        var read = configuration is not null
            ? $"{configuration}[{Quoted(key)}] ?? throw new {exception}({Quoted(key + " is not configured")})"
            : $"{Type("Environment", site, known)}.GetEnvironmentVariable({Quoted(Variable(key))}) ?? throw new {exception}({Quoted(Variable(key) + " is not set")})";
        return (Replace(site, edits, literal, NeedsParentheses(literal) ? $"({read})" : read), configuration is null ? Variable(key) : key, configuration is null);
    }

    private static Edits Replace(Site site, Edits edits, ExpressionSyntax literal, string expression)
    {
        edits.Replace(site.Document.Id, literal, current => SyntaxFactory.ParseExpression(expression).WithTriviaFrom(current));
        return edits;
    }

    /// <summary>True where a throw may stand for the value: to the right of <c>??</c>, and in a branch of <c>?:</c> that is no constant.</summary>
    private static bool IsThrowPlace(LiteralExpressionSyntax literal)
        => literal.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce && coalesce.Right == literal
            || literal.Parent is ConditionalExpressionSyntax conditional && conditional.Condition != literal;

    private static bool NeedsParentheses(ExpressionSyntax literal)
        => literal.Parent is not (ArgumentSyntax or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax or ReturnStatementSyntax or ParenthesizedExpressionSyntax
            or InitializerExpressionSyntax or AnonymousObjectMemberDeclaratorSyntax or SwitchExpressionArmSyntax or AssignmentExpressionSyntax);

    /// <summary>
    /// True where an expression that is computed can stand for the literal. A constant becomes a read-only field, or a plain local,
    /// where no use of it has to be constant.
    /// </summary>
    private static async Task<bool> CanBeRead(Site site, Edits edits, LiteralExpressionSyntax literal, CancellationToken cancellationToken)
    {
        foreach (var ancestor in literal.Ancestors())
        {
            switch (ancestor)
            {
                case AttributeSyntax or ParameterSyntax or CaseSwitchLabelSyntax or PatternSyntax or EnumMemberDeclarationSyntax or QueryExpressionSyntax:
                case InterpolatedStringExpressionSyntax:
                // A part of a longer text: what is read would have to be taken apart.
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression }:
                    return false;

                case AnonymousFunctionExpressionSyntax when IsExpressionTree(ancestor, site.Model):
                    return false;

                case LocalDeclarationStatementSyntax { IsConst: true } local:
                    return await Unfreeze(site, edits, local, local.Declaration, cancellationToken).ConfigureAwait(false);

                case FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword):
                    return await Unfreeze(site, edits, field, field.Declaration, cancellationToken).ConfigureAwait(false);

                case StatementSyntax or MemberDeclarationSyntax:
                    return true;
            }
        }

        return true;
    }

    private static bool IsExpressionTree(SyntaxNode lambda, SemanticModel model)
        => model.GetTypeInfo(lambda).ConvertedType is INamedTypeSymbol { Name: "Expression", ContainingNamespace: { Name: "Expressions" } };

    private static async Task<bool> Unfreeze(
        Site site, Edits edits, SyntaxNode declaration, VariableDeclarationSyntax variables, CancellationToken cancellationToken)
    {
        if (variables.Variables.Count != 1 || site.Model.GetDeclaredSymbol(variables.Variables[0], cancellationToken) is not { } symbol)
        {
            return false;
        }

        foreach (var reference in await SymbolFinder.FindReferencesAsync(symbol, site.Document.Project.Solution, cancellationToken).ConfigureAwait(false))
        {
            foreach (var location in reference.Locations)
            {
                var root = await location.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
                if (root is null || MustBeConstant(root.FindNode(location.Location.SourceSpan, findInsideTrivia: true)))
                {
                    return false;
                }
            }
        }

        edits.Replace(site.Document.Id, declaration, current => WithoutConst(current), "const");
        return true;
    }

    private static bool MustBeConstant(SyntaxNode use)
    {
        foreach (var ancestor in use.AncestorsAndSelf())
        {
            switch (ancestor)
            {
                case AttributeSyntax or ParameterSyntax or CaseSwitchLabelSyntax or PatternSyntax or GotoStatementSyntax:
                // `text is Password` is written like a test for a type.
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression }:
                case FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword):
                case LocalDeclarationStatementSyntax { IsConst: true }:
                    return true;

                case StatementSyntax or MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private static SyntaxNode WithoutConst(SyntaxNode declaration)
    {
        if (declaration is LocalDeclarationStatementSyntax local)
        {
            var keyword = local.Modifiers.First(modifier => modifier.IsKind(SyntaxKind.ConstKeyword));
            return local
                .WithModifiers(local.Modifiers.Remove(keyword))
                .WithLeadingTrivia(keyword.LeadingTrivia);
        }

        var field = (FieldDeclarationSyntax)declaration;
        var constant = field.Modifiers.First(modifier => modifier.IsKind(SyntaxKind.ConstKeyword));
        return field.WithModifiers(SyntaxFactory.TokenList(field.Modifiers.SelectMany(modifier => modifier == constant
            ?
            [
                SyntaxFactory.Token(SyntaxKind.StaticKeyword).WithLeadingTrivia(constant.LeadingTrivia).WithTrailingTrivia(SyntaxFactory.Space),
                SyntaxFactory.Token(SyntaxKind.ReadOnlyKeyword).WithLeadingTrivia().WithTrailingTrivia(constant.TrailingTrivia),
            ]
            : new[] { modifier })));
    }

    /// <summary>A configuration key for what the literal is for: the key that is written there, else the type's and the member's names.</summary>
    private static string KeyOf(LiteralExpressionSyntax literal, SecretPlace? place, string text)
    {
        if (place is null)
        {
            var words = (SecretFormats.Find(text)?.Format.Name ?? "Secret").Split(' ');
            return words.Length == 1 ? Pascal(words[0]) : string.Concat(words.Take(words.Length - 1).Select(Pascal)) + ":" + Pascal(words[words.Length - 1]);
        }

        var name = place.Value.Name;
        if (name.IndexOf(':') > 0)
        {
            return name;
        }

        var member = Pascal(name);
        if (member is "ConnectionString" or "DefaultConnection")
        {
            return "ConnectionStrings:Default";
        }

        var section = SectionOf(literal.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText ?? "");
        return section.Length == 0 || member.StartsWith(section, StringComparison.OrdinalIgnoreCase) ? member : section + ":" + member;
    }

    private static string SectionOf(string type)
    {
        foreach (var suffix in new[] { "Service", "Client", "Options", "Settings", "Controller", "Configuration", "Config", "Repository", "Provider", "Factory", "Handler", "Helper", "Extensions", "Program", "Startup", "Constants" })
        {
            if (type.EndsWith(suffix, StringComparison.Ordinal))
            {
                return type.Substring(0, type.Length - suffix.Length);
            }
        }

        return type;
    }

    /// <summary><c>OpenAI:ApiKey</c> as <c>OPENAI_API_KEY</c>.</summary>
    private static string Variable(string key)
    {
        var variable = new System.Text.StringBuilder();
        for (var i = 0; i < key.Length; i++)
        {
            var letter = key[i];
            if (!char.IsLetterOrDigit(letter))
            {
                variable.Append('_');
                continue;
            }

            if (char.IsUpper(letter) && i > 0 && char.IsLower(key[i - 1]))
            {
                variable.Append('_');
            }

            variable.Append(char.ToUpperInvariant(letter));
        }

        return variable.ToString();
    }

    private static string Pascal(string name)
    {
        var pascal = new System.Text.StringBuilder();
        var upper = true;
        foreach (var letter in name)
        {
            if (!char.IsLetterOrDigit(letter))
            {
                upper = true;
                continue;
            }

            pascal.Append(upper ? char.ToUpperInvariant(letter) : letter);
            upper = false;
        }

        return pascal.Length == 0 ? "Secret" : pascal.ToString();
    }

    private static string Quoted(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>How a type of System is written at the place.</summary>
    private static string Type(string name, Site site, Known known) => Imports.NameOfSystemType(site.Model, site.Node.SpanStart, known, name);
}
