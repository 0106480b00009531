using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Reliability;

/// <summary>A logger that code at a place can use, and how it is spoken to.</summary>
/// <param name="expression">The expression that yields it, with <c>?</c> where it may be null.</param>
/// <param name="errorMethod">The method that logs an exception, then a message template.</param>
/// <param name="import">The namespace of the method where it is an extension.</param>
internal sealed class Logger(string expression, string errorMethod, string? import)
{
    private const string Extensions = "Microsoft.Extensions.Logging";

    /// <summary>The namespace that the log statement needs, where it needs one.</summary>
    public string? Import { get; } = import;

    /// <summary>The logger of Microsoft.Extensions.Logging with this name.</summary>
    public static Logger Named(string name) => new(name, "LogError", Extensions);

    /// <summary>The statement that logs an exception with a constant message.</summary>
    public string Statement(string exception, string message)
        => $"{expression}.{errorMethod}({exception}, {SymbolDisplay.FormatLiteral(message, quote: true)});";

    /// <summary>
    /// The best logger that can be named at a place: a parameter or local first, then a field or property, then a parameter of the
    /// primary constructor, then Serilog's static one where the file already sees it. Null where there is none.
    /// </summary>
    public static Logger? InScope(SyntaxNode place, SemanticModel model, Known known)
    {
        var reach = Reach.Of(place, model);
        (int Rank, Logger Logger)? best = null;
        foreach (var symbol in model.LookupSymbols(place.SpanStart))
        {
            if (reach.RankOf(symbol) is { } rank && model.LookupSymbols(place.SpanStart, name: symbol.Name).Length == 1 && TypeOf(symbol) is { } type && Speak(symbol, type, model, known) is { } logger && (best is null || rank < best.Value.Rank))
            {
                best = (rank, logger);
            }
        }

        return best?.Logger ?? StaticSerilog(place, model, known);
    }

    private static ITypeSymbol? TypeOf(ISymbol symbol)
        => symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol { IsIndexer: false, GetMethod: not null } property => property.Type,
            _ => null,
        };

    private static Logger? Speak(ISymbol symbol, ITypeSymbol type, SemanticModel model, Known known)
    {
        var name = SyntaxFacts.GetKeywordKind(symbol.Name) != SyntaxKind.None ? "@" + symbol.Name : symbol.Name;
        if (type.NullableAnnotation == NullableAnnotation.Annotated && !IsSetToSomething(symbol, model))
        {
            name += "?";
        }

        if (known.IsA(type, "Microsoft.Extensions.Logging.ILogger"))
        {
            return Named(name);
        }

        if (known.Is(type, "Microsoft.AspNetCore.Builder.WebApplication"))
        {
            return Named(name + ".Logger");
        }

        if (known.IsA(type, "Serilog.ILogger"))
        {
            return new(name, "Error", null);
        }

        return known.IsA(type, "NLog.ILogger") || known.IsA(type, "NLog.Logger") ? new(name, "Error", null) : null;
    }

    /// <summary>True for a local declared with var, whose type always allows null, when its value is none.</summary>
    private static bool IsSetToSomething(ISymbol symbol, SemanticModel model)
        => symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } references }
            && references[0].GetSyntax() is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type.IsVar: true }, Initializer.Value: { } value }
            && model.GetTypeInfo(value).Nullability.FlowState == NullableFlowState.NotNull;

    private static Logger? StaticSerilog(SyntaxNode place, SemanticModel model, Known known)
    {
        var visible = model.LookupNamespacesAndTypes(place.SpanStart, name: "Log");
        return visible.Length == 1 && visible[0] is INamedTypeSymbol type && known.Is(type, "Serilog.Log") ? new("Log", "Error", null) : null;
    }
}

/// <summary>What kinds of variables a place can use: static code has no instance, a static lambda no locals from outside.</summary>
internal sealed class Reach
{
    private readonly SyntaxNode place;
    private readonly SyntaxNode? wall;
    private readonly bool instance;
    private readonly bool fields;

    private Reach(SyntaxNode place, SyntaxNode? wall, bool instance, bool fields)
    {
        this.place = place;
        this.wall = wall;
        this.instance = instance;
        this.fields = fields;
    }

    /// <summary>True where instance members can be used.</summary>
    public bool HasInstance => instance && fields;

    /// <summary>What can be used at a place.</summary>
    public static Reach Of(SyntaxNode place, SemanticModel model)
    {
        SyntaxNode? wall = null;
        var insideFunction = false;
        for (var node = place.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    insideFunction = true;
                    wall ??= lambda.Modifiers.Any(SyntaxKind.StaticKeyword) ? lambda : null;
                    break;

                case LocalFunctionStatementSyntax local:
                    insideFunction = true;
                    wall ??= local.Modifiers.Any(SyntaxKind.StaticKeyword) ? local : null;
                    break;

                case ConstructorInitializerSyntax:
                    return new(place, wall, instance: false, fields: false);

                case MemberDeclarationSyntax and not GlobalStatementSyntax:
                    var isStatic = node is BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax || IsStatic(node);
                    var inStruct = model.GetEnclosingSymbol(place.SpanStart)?.ContainingType is { IsValueType: true };
                    var hasInstance = !isStatic && wall is null && !(inStruct && insideFunction);
                    // A field's initialiser runs before there is an instance, a constructor before its fields are set.
                    return new(place, wall, hasInstance, hasInstance && node is not (BaseFieldDeclarationSyntax or ConstructorDeclarationSyntax) && !IsInInitialiser(place, node));
            }
        }

        return new(place, wall, instance: false, fields: false);
    }

    /// <summary>How good a symbol is, smaller being better; null where it cannot be used.</summary>
    public int? RankOf(ISymbol symbol)
    {
        switch (symbol)
        {
            case ILocalSymbol local:
                return IsWithinWall(local) && IsSetBefore(local) && IsOfThisMember(local) ? 0 : null;

            case IParameterSymbol { RefKind: RefKind.None } parameter:
                if (parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && IsPrimary(constructor))
                {
                    return fields && !IsAlreadyStored(parameter) ? 3 : null;
                }

                return IsWithinWall(parameter) ? 0 : null;

            case IFieldSymbol or IPropertySymbol when symbol.IsStatic:
                return 2;

            case IFieldSymbol or IPropertySymbol:
                return fields ? 1 : null;

            default:
                return null;
        }
    }

    /// <summary>False for the locals of top-level statements, which the compiler lists in every class of every file.</summary>
    private bool IsOfThisMember(ILocalSymbol local)
        => local.DeclaringSyntaxReferences[0].SyntaxTree == place.SyntaxTree && MemberOf(local.DeclaringSyntaxReferences[0].GetSyntax()) == MemberOf(place);

    private static SyntaxNode? MemberOf(SyntaxNode node)
        => node.AncestorsAndSelf().FirstOrDefault(ancestor => ancestor is MemberDeclarationSyntax and not GlobalStatementSyntax);

    private bool IsWithinWall(ISymbol symbol)
        => wall is null || symbol.DeclaringSyntaxReferences.Any(reference => wall.Span.Contains(reference.Span));

    private bool IsSetBefore(ILocalSymbol local)
    {
        if (local.DeclaringSyntaxReferences is not { Length: 1 } references)
        {
            return false;
        }

        // A top-level variable is in scope in local functions that may run before it is set.
        return references[0].GetSyntax() switch
        {
            VariableDeclaratorSyntax { Initializer: not null } declarator => declarator.Span.End < place.SpanStart,
            ForEachStatementSyntax => true,
            _ => false,
        };
    }

    private static bool IsPrimary(IMethodSymbol constructor)
        => constructor.DeclaringSyntaxReferences is { Length: 1 } references && references[0].GetSyntax() is TypeDeclarationSyntax;

    /// <summary>True for a primary constructor's parameter that a field, a property or the base class holds: to capture it as well is a warning.</summary>
    private static bool IsAlreadyStored(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol.DeclaringSyntaxReferences[0].GetSyntax() is not TypeDeclarationSyntax type)
        {
            return true;
        }

        var stored = type.Members.SelectMany(member => member switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => (SyntaxNode?)variable.Initializer),
            PropertyDeclarationSyntax property => [property.Initializer],
            _ => [],
        });

        return stored.Append(type.BaseList).Any(node => node is not null
            && node.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == parameter.Name));
    }

    private static bool IsInInitialiser(SyntaxNode place, SyntaxNode member)
        => member is PropertyDeclarationSyntax { Initializer: { } initializer } && initializer.Span.Contains(place.Span);

    private static bool IsStatic(SyntaxNode node)
        => node is MemberDeclarationSyntax member && member.Modifiers.Any(SyntaxKind.StaticKeyword);
}
