using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Core;

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
        foreach (var (symbol, type) in Reach.Variables(place, model))
        {
            if (Speak(symbol, type, model, known) is { } logger)
            {
                return logger;
            }
        }

        return StaticSerilog(place, model, known);
    }

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
