using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Core.Configuration;

/// <summary>A value that is read from the configuration in scope, else from the environment, instead of being written into the code.</summary>
internal sealed class ExternalizedValue
{
    private readonly string name;
    private readonly bool isVariable;

    private ExternalizedValue(SolutionEdits edits, string name, bool isVariable, string? askedName)
    {
        AskedName = askedName;
        Edits = edits;
        this.name = name;
        this.isVariable = isVariable;
    }

    /// <summary>What has to be edited.</summary>
    public SolutionEdits Edits { get; }

    /// <summary>What the app's configuration or its environment must have by this name; null where something else is read, or what is read is not known.</summary>
    public string? AskedName { get; }

    /// <summary>Plans the reading of a value in the place of a literal, which fails clearly where the value is missing; null where that cannot be.</summary>
    /// <param name="literal">The literal.</param>
    /// <param name="document">Its document.</param>
    /// <param name="model">The document's model.</param>
    /// <param name="cache">What this run has found out already.</param>
    /// <param name="place">What takes the value.</param>
    /// <param name="nameByText">A key for a value that nothing names.</param>
    /// <param name="store">Where a person sets such a value, as the exception says: <c>user secrets</c>.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<ExternalizedValue?> InsteadOfAsync(
        LiteralExpressionSyntax literal, Document document, SemanticModel model, PlanCache cache, LiteralTarget? place, Func<string, string> nameByText, string store, CancellationToken cancellationToken)
    {
        var text = literal.Token.ValueText;
        var known = KnownTypes.Of(model.Compilation);
        var exception = Type("InvalidOperationException", literal, model, known);
        var edits = new SolutionEdits();
        if (ExpressionTrees.Contain(literal, model, KnownTypes.Of(model.Compilation)))
        {
            return null;
        }

        if (place is { Kind: TargetKind.Fallback } fallback && !IsChosenOtherwise(literal, fallback.Name))
        {
            if (ThrowPlaceOf(literal) is not { } instead)
            {
                return null;
            }

            var missing = $"throw new {exception}({Quoted(MissingFallback(literal, fallback.Name, WholeKey(literal, fallback.Name, model), store))})";
            return new(
                ReplaceFallback(document, edits, literal, instead, missing, model),
                WholeKey(literal, fallback.Name, model), fallback.Name.IndexOf(':') < 0 && WholeKey(literal, fallback.Name, model) == fallback.Name, IsRead(instead, fallback.Name, model, known) ? fallback.Name : null);
        }

        var uses = await ConditionalUses.OfAsync(literal, document, model, cancellationToken).ConfigureAwait(false);
        if (uses is null && !await CanBeRead(document, model, edits, literal, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var key = place is { } named ? KeyOf(literal, named.Name) : KeyByText(literal, nameByText(text));
        key = cache.NameOf(text, [key, .. ValueOwner.Of(literal).Select(owner => Qualified(key, owner))], name => IsReadAlready(name, literal));
        SyntaxNode at = uses is null ? literal : uses.Places[0];
        var configuration = ConfigurationInScope.At(at, model, known);
        var name = configuration is null ? Variable(key) : key;
        var read = configuration is not null
            ? Refusing($"{configuration}[{Quoted(key)}]", $"throw new {exception}({Quoted(MissingSetting(key, store))})", at, model)
            : Refusing($"{Type("Environment", at, model, known)}.GetEnvironmentVariable({Quoted(name)})", $"throw new {exception}({Quoted(MissingVariable(name))})", at, model);
        var isAsked = uses is null && (configuration is null || AppConfiguration.Is(SyntaxFactory.ParseExpression(configuration), literal.SpanStart, model, known));
        if (uses is not null)
        {
            uses.ReadAt(document, edits, use => SyntaxFactory.ParseExpression(NeedsParentheses(use) ? $"({read})" : read).WithTriviaFrom(use));
            return new(edits, name, configuration is null, null);
        }

        return new(Replace(document, edits, literal, NeedsParentheses(literal) ? $"({read})" : read), name, configuration is null, isAsked ? name : null);
    }

    /// <summary>What is read, refused where it is missing or empty: an empty entry in a settings file is no value either.</summary>
    private static string Refusing(string read, string missing, SyntaxNode place, SemanticModel model)
    {
        if (((CSharpParseOptions)place.SyntaxTree.Options).LanguageVersion < LanguageVersion.CSharp9)
        {
            return $"string.IsNullOrEmpty({read}) ? {missing} : {read}" + (model.GetNullableContext(place.SpanStart).AnnotationsEnabled() ? "!" : "");
        }

        // Of the arm alone: what the rest of the member calls so does not matter.
        var value = Array.Find(new[] { "value", "setting", "configured" }, name => model.LookupSymbols(place.SpanStart, name: name).All(symbol => symbol is not (ILocalSymbol or IParameterSymbol))) ?? UniqueName.At(place, model, "read");
        return $"{read} switch {{ {{ Length: > 0 }} {value} => {value}, _ => {missing} }}";
    }

    /// <summary>Takes a fallback away: what is read is the value, unless it is missing or empty.</summary>
    private static SolutionEdits ReplaceFallback(Document document, SolutionEdits edits, LiteralExpressionSyntax literal, ExpressionSyntax instead, string missing, SemanticModel model)
    {
        if (instead != literal || IsCommented(instead.Parent!) || ReadBy(instead) is not { } asked || model.GetTypeInfo(asked).Type?.SpecialType != SpecialType.System_String)
        {
            return Replace(document, edits, instead, missing);
        }

        // Of several alternatives, the value that any of them gives is looked at.
        var choice = instead.Parent!;
        while (choice is BinaryExpressionSyntax && choice.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } outer && outer.Right == choice)
        {
            choice = outer;
        }

        edits.Replace(document.Id, choice, current => ReadIn(current) is { } read
            ? SyntaxFactory.ParseExpression(Refusing(read is ElementAccessExpressionSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or ParenthesizedExpressionSyntax ? read.ToString() : $"({read})", missing, instead, model)).WithTriviaFrom(current)
            : current);
        return edits;
    }

    /// <summary>What stands for a fallback in the same choice: the left of <c>??</c>, or the other branch where the condition asks for null.</summary>
    private static ExpressionSyntax? ReadBy(ExpressionSyntax fallback)
        => fallback.Parent switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce => coalesce.Left,
            ConditionalExpressionSyntax choice when AsksForNull(choice) => ReadIn(choice),
            _ => null,
        };

    private static ExpressionSyntax? ReadIn(SyntaxNode choice)
        => choice switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } rest } coalesce when ReadIn(rest) is { } inner
                => coalesce.WithRight(inner.WithTriviaFrom(coalesce.Right).WithTrailingTrivia()),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce => coalesce.Left.WithTrailingTrivia(),
            ConditionalExpressionSyntax { WhenTrue: LiteralExpressionSyntax, WhenFalse: var read } => WithoutBang(read),
            ConditionalExpressionSyntax { WhenTrue: var read } => WithoutBang(read),
            _ => null,
        };

    private static ExpressionSyntax WithoutBang(ExpressionSyntax read) => read is PostfixUnaryExpressionSyntax sure ? sure.Operand : read;

    private static bool AsksForNull(ConditionalExpressionSyntax choice) => choice.Condition.DescendantNodesAndSelf().Any(node => node.IsKind(SyntaxKind.NullLiteralExpression));

    private static bool IsCommented(SyntaxNode node)
        => node.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsDirective);

    /// <summary>A key with the section that it is read from: <c>jwt["Key"]</c> of <c>GetSection("Jwt")</c> is <c>Jwt:Key</c>.</summary>
    private static string WholeKey(LiteralExpressionSyntax literal, string name, SemanticModel model)
    {
        var choice = literal.Ancestors().FirstOrDefault(ancestor => ancestor is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } or ConditionalExpressionSyntax);
        foreach (var asked in choice?.DescendantNodes().OfType<ElementAccessExpressionSyntax>() ?? [])
        {
            if (LiteralTarget.KeyOf(asked) == name && SectionRead(asked.Expression, model) is { } section)
            {
                return section + ":" + name;
            }
        }

        return name;
    }

    private static string? SectionRead(ExpressionSyntax expression, SemanticModel model)
        => expression switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetSection" or "GetRequiredSection" } access } call when LiteralTarget.KeyOf(call) is { } own
                => SectionRead(access.Expression, model) is { } around ? around + ":" + own : own,
            IdentifierNameSyntax local when model.GetSymbolInfo(local).Symbol is ILocalSymbol symbol && InitialValue.SyntaxOf(symbol, model.SyntaxTree) is { } value => SectionRead(value, model),
            _ => null,
        };

    /// <summary>The edits with an empty entry where the next person looks for what has to be set; null where there is no such file.</summary>
    public async Task<SolutionEdits?> RecordedAsync(Project project, CancellationToken cancellationToken)
    {
        foreach (var file in project.AdditionalDocuments)
        {
            var fits = isVariable
                ? file.Name is ".env.example" or ".env.sample" or ".env.template"
                : file.Name.Equals("appsettings.json", StringComparison.OrdinalIgnoreCase);
            if (fits
                && (await file.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString() is var text
                && WithEntry(text) is not null)
            {
                Edits.Change(file.Id, current => WithEntry(current) ?? current);
                return Edits;
            }
        }

        return null;
    }

    private string? WithEntry(string text) => isVariable ? ConfigurationEntry.InEnv(text, name) : ConfigurationEntry.InJson(text, name);

    /// <summary>A name with a capital at the beginning of each word, and nothing between them.</summary>
    public static string Pascal(string name)
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

    private static SolutionEdits Replace(Document document, SolutionEdits edits, ExpressionSyntax literal, string expression)
    {
        edits.Replace(document.Id, literal, current => SyntaxFactory.ParseExpression(expression).WithTriviaFrom(current));
        return edits;
    }

    /// <summary>Where a throw may stand for the value: to the right of <c>??</c>, and in a branch of <c>?:</c> that is no constant.</summary>
    private static ExpressionSyntax? ThrowPlaceOf(LiteralExpressionSyntax literal)
    {
        // With what is made of it alone: `?? new Uri("…")`.
        ExpressionSyntax value = literal;
        while (value.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: ObjectCreationExpressionSyntax { Initializer: null } creation } })
        {
            value = creation;
        }

        return value.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce && coalesce.Right == value
            || value.Parent is ConditionalExpressionSyntax conditional && conditional.Condition != value
                ? value
                : null;
    }

    /// <summary>True for <c>development ? "…" : config["Key"]</c>, which does not ask whether the setting is missing: there it is read as well.</summary>
    private static bool IsChosenOtherwise(LiteralExpressionSyntax literal, string name)
        => literal.Parent is ConditionalExpressionSyntax choice
            && LiteralTarget.KeyOf(choice.WhenTrue == literal ? choice.WhenFalse : choice.WhenTrue) == name
            && !choice.Condition.DescendantNodesAndSelf().OfType<ExpressionSyntax>().Any(asked => LiteralTarget.KeyOf(asked) == name);

    /// <summary>What the exception says in the place of a fallback: as exactly as the code beside it tells what is missing.</summary>
    private static string MissingFallback(LiteralExpressionSyntax literal, string name, string key, string store)
    {
        var choice = literal.Ancestors().First(ancestor => ancestor is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } or ConditionalExpressionSyntax);
        return choice.DescendantNodes().Any(node => node is IdentifierNameSyntax { Identifier.ValueText: "GetEnvironmentVariable" }) ? MissingVariable(name)
            : choice.DescendantNodes().OfType<ExpressionSyntax>().Any(asked => asked is ElementAccessExpressionSyntax or InvocationExpressionSyntax && LiteralTarget.KeyOf(asked) == name) ? MissingSetting(key, store)
            : key + " is not configured";
    }

    /// <summary>True where a fallback stood for nothing but a variable, or a setting of the app, of a name.</summary>
    private static bool IsRead(ExpressionSyntax instead, string name, SemanticModel model, KnownTypes known)
    {
        var (choice, asked) = instead.Parent switch
        {
            BinaryExpressionSyntax coalesce => (coalesce, coalesce.Left),
            ConditionalExpressionSyntax conditional => (conditional, conditional.WhenTrue == instead ? conditional.WhenFalse : conditional.WhenTrue),
            _ => ((ExpressionSyntax?)null, (ExpressionSyntax?)null),
        };
        asked = asked is null ? null : Bare(asked);
        if (asked is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value", Expression: InvocationExpressionSyntax section })
        {
            asked = section;
        }

        // To the right of another `??`, it is not asked for where that has a value.
        for (SyntaxNode? node = choice; node?.Parent is ParenthesizedExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression }; node = node.Parent)
        {
            if (node.Parent is BinaryExpressionSyntax outer && outer.Right == node)
            {
                return false;
            }
        }

        return asked is not null
            && LiteralTarget.KeyOf(asked) == name
            && asked switch
            {
                ElementAccessExpressionSyntax element => AppConfiguration.Is(element.Expression, element.SpanStart, model, known),
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetEnvironmentVariable" } access, ArgumentList.Arguments.Count: 1 }
                    => known.Is(model.GetSymbolInfo(access.Expression).Symbol as INamedTypeSymbol, "System.Environment"),
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetValue" or "GetConnectionString" or "GetSection" or "GetRequiredSection" } access }
                    => AppConfiguration.Is(access.Expression, access.SpanStart, model, known),
                _ => false,
            };
    }

    private static ExpressionSyntax Bare(ExpressionSyntax expression)
        => expression switch
        {
            ParenthesizedExpressionSyntax parenthesized => Bare(parenthesized.Expression),
            PostfixUnaryExpressionSyntax suppressed => Bare(suppressed.Operand),
            _ => expression,
        };

    private static string MissingSetting(string key, string store)
        => $"{key} is not configured; set it in {store} or as the environment variable {key.Replace(":", "__")}";

    private static string MissingVariable(string name) => $"The environment variable {name} is not set";

    private static bool NeedsParentheses(SyntaxNode literal)
        => literal.Parent is not (ArgumentSyntax or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax or ReturnStatementSyntax or ParenthesizedExpressionSyntax
            or InitializerExpressionSyntax or AnonymousObjectMemberDeclaratorSyntax or SwitchExpressionArmSyntax or AssignmentExpressionSyntax);

    /// <summary>
    /// True where an expression that is computed can stand for the literal. A constant becomes a property, or a plain local,
    /// where no use of it has to be constant.
    /// </summary>
    private static async Task<bool> CanBeRead(Document document, SemanticModel model, SolutionEdits edits, LiteralExpressionSyntax literal, CancellationToken cancellationToken)
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

                case LocalDeclarationStatementSyntax { IsConst: true } local:
                    return await ExternalizedConstant.UnfreezeAsync(document, model, edits, local, local.Declaration, cancellationToken).ConfigureAwait(false);

                case FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword):
                    return await ExternalizedConstant.UnfreezeAsync(document, model, edits, field, field.Declaration, cancellationToken).ConfigureAwait(false);

                case StatementSyntax or MemberDeclarationSyntax:
                    return true;
            }
        }

        return true;
    }

    /// <summary>A configuration key for what the literal is for: the key that is written there, else the type's and the member's names.</summary>
    private static string KeyOf(LiteralExpressionSyntax literal, string name)
    {
        if (name.IndexOf(':') > 0)
        {
            return name;
        }

        var member = Pascal(name);
        if (SectionReplaced(literal) is { } replaced)
        {
            return replaced + ":" + member;
        }

        if (member is "ConnectionString" or "DefaultConnection")
        {
            return "ConnectionStrings:Default";
        }

        var section = SectionOf(literal.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText ?? "");
        return section.Length == 0 || member.StartsWith(section, StringComparison.OrdinalIgnoreCase) ? member : section + ":" + member;
    }

    /// <summary>True where an earlier fix of this file reads by a name: of another value, as far as anybody can tell.</summary>
    private static bool IsReadAlready(string key, LiteralExpressionSyntax literal)
    {
        var variable = Variable(key);
        foreach (var other in literal.SyntaxTree.GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>())
        {
            if ((other.Token.Value as string == key || other.Token.Value as string == variable)
                && other.FirstAncestorOrSelf<ExpressionSyntax>(static around => around is ElementAccessExpressionSyntax or InvocationExpressionSyntax) is { Parent: SwitchExpressionSyntax { Arms: { Count: 2 } arms } }
                && arms[1].Expression is ThrowExpressionSyntax)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A key that says whose value it is: <c>Seed:Password</c> of the admin is <c>Seed:AdminPassword</c>.</summary>
    private static string Qualified(string key, string owner)
        => key.LastIndexOf(':') + 1 is var start && key.IndexOf(owner, start, StringComparison.OrdinalIgnoreCase) < 0 ? key.Substring(0, start) + owner + key.Substring(start) : key;

    /// <summary>A key for what only its format tells: of the type around it, where there is one.</summary>
    private static string KeyByText(LiteralExpressionSyntax literal, string proposed)
    {
        var section = SectionOf(literal.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText ?? "");
        if (section.Length == 0)
        {
            return proposed;
        }

        var member = literal.Ancestors().Select(static around => around switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax target } => target.Identifier.ValueText,
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            LocalFunctionStatementSyntax local => local.Identifier.ValueText,
            _ => null,
        }).FirstOrDefault(static found => found is not null);
        return section + ":" + (member is null ? "" : Pascal(member)) + (proposed.IndexOf(':') is > 0 and var colon ? Pascal(proposed.Substring(colon + 1)) : proposed);
    }

    /// <summary>The section for which an object of options is the fallback: <c>GetSection("Jwt").Get&lt;Jwt&gt;() ?? new Jwt { Key = "…" }</c>.</summary>
    private static string? SectionReplaced(LiteralExpressionSyntax literal)
    {
        foreach (var creation in literal.Ancestors().OfType<BaseObjectCreationExpressionSyntax>())
        {
            if (creation.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Left: var read } coalesce && coalesce.Right == creation)
            {
                return read.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>()
                    .Where(static call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetSection" or "GetRequiredSection" })
                    .Select(LiteralTarget.KeyOf).FirstOrDefault(static key => key is not null);
            }
        }

        return null;
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

    private static string Quoted(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>How a type of System is written at the place.</summary>
    private static string Type(string name, SyntaxNode place, SemanticModel model, KnownTypes known) => UsingDirectives.NameOfSystemType(model, place.SpanStart, known, name);
}
