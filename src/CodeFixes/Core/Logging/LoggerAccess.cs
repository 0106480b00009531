using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.Injection;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Core.Logging;

/// <summary>A logger that code at a place can use, and how it is spoken to.</summary>
/// <param name="expression">The expression that yields it, with <c>?</c> where it may be null.</param>
/// <param name="library">Whose logger it is.</param>
internal sealed class LoggerAccess(string expression, LogLibrary library)
{
    /// <summary>The logger that is injected where none is in scope.</summary>
    private static readonly InjectedService Injected = new(
        "Microsoft.Extensions.Logging",
        "ILogger",
        "logger",
        isPerOwner: true,
        standIn: (owner, known) => known.Has("Microsoft.Extensions.Logging.Abstractions.NullLogger`1")
            ? ($"NullLogger<{owner}>.Instance", "Microsoft.Extensions.Logging.Abstractions")
            : null,
        atHand: (owner, place, model) => VariablesInScope.VariableOf("Microsoft.Extensions.Logging.ILoggerFactory", place, model, KnownTypes.Of(model.Compilation)) is { } factory
            ? $"{factory}.CreateLogger<{owner}>()"
            : null);

    /// <summary>Whose logger it is.</summary>
    public LogLibrary Library { get; } = library;

    /// <summary>The namespace that the log statement needs, where its method is an extension.</summary>
    public string? Import { get; } = library == LogLibrary.Microsoft ? "Microsoft.Extensions.Logging" : null;

    /// <summary>The logger of Microsoft.Extensions.Logging with this name.</summary>
    public static LoggerAccess Named(string name) => new(name, LogLibrary.Microsoft);

    /// <summary>The statement that logs an exception with a constant message.</summary>
    public string Statement(string exception, string message)
        => Call(exception, message) + ";";

    /// <summary>The call that logs an exception with a constant message.</summary>
    public string Call(string exception, string message)
        => Call(LogSeverity.Error, exception, SymbolDisplay.FormatLiteral(message, quote: true), []);

    /// <summary>The call that logs a text.</summary>
    /// <param name="weight">The level.</param>
    /// <param name="exception">The exception's variable, where there is one.</param>
    /// <param name="template">The template, as source.</param>
    /// <param name="values">The values of its holes.</param>
    public string Call(LogSeverity weight, string? exception, string template, IReadOnlyList<ExpressionSyntax> values)
        => $"{expression}.{MethodOf(weight)}({(exception is null ? "" : exception + ", ")}{template}{string.Concat(values.Select(value => ", " + value.WithoutTrivia()))})";

    private string MethodOf(LogSeverity weight)
        => Library switch
        {
            LogLibrary.Microsoft => "Log" + weight,
            LogLibrary.Serilog => weight switch { LogSeverity.Trace => "Verbose", LogSeverity.Critical => "Fatal", _ => weight.ToString() },
            _ => weight switch { LogSeverity.Information => "Info", LogSeverity.Warning => "Warn", LogSeverity.Critical => "Fatal", _ => weight.ToString() },
        };

    /// <summary>
    /// The best logger that can be named at a place: a parameter or local first, then a field or property, then a parameter of the
    /// primary constructor, then Serilog's static one where the file already sees it. Null where there is none.
    /// </summary>
    public static LoggerAccess? InScope(SyntaxNode place, SemanticModel model, KnownTypes known)
    {
        foreach (var (symbol, type) in VariablesInScope.Variables(place, model))
        {
            if (Speak(symbol, type, model, known) is { } logger)
            {
                return logger;
            }
        }

        return StaticSerilog(place, model, known);
    }

    /// <summary>
    /// The logger in scope, or else one that is injected into the class around a place; what has to be edited for it is added to the
    /// plan. Null where there is none and none can be injected.
    /// </summary>
    public static async Task<LoggerAccess?> ForAsync(SyntaxNode place, Document document, SemanticModel model, PlanCache cache, SolutionEdits edits, CancellationToken cancellationToken)
    {
        var logger = InScope(place, model, KnownTypes.Of(model.Compilation));
        if (logger is null)
        {
            if (await InjectAsync(document, place, model, cache, cancellationToken).ConfigureAwait(false) is not { } plan
                || plan.For(place, model) is not var (injection, name))
            {
                return null;
            }

            edits.Add(injection);
            logger = Named(name);
        }

        if (logger.Import is { } import && !UsingDirectives.Has(model, place.SpanStart, import))
        {
            edits.Import(document.Id, import);
        }

        return logger;
    }

    /// <summary>Plans the injection into the class around a place; null where it is not certain to work.</summary>
    private static Task<ConstructorInjection?> InjectAsync(Document document, SyntaxNode place, SemanticModel model, PlanCache cache, CancellationToken cancellationToken)
        => KnownTypes.Of(model.Compilation).Has("Microsoft.Extensions.Logging.LoggerExtensions")
            ? ConstructorInjection.PlanAsync(Injected, document, place, model, cache, cancellationToken)
            : Task.FromResult<ConstructorInjection?>(null);

    private static LoggerAccess? Speak(ISymbol symbol, ITypeSymbol type, SemanticModel model, KnownTypes known)
    {
        var name = IdentifierText.Escaped(symbol.Name);
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
            return new(name, LogLibrary.Serilog);
        }

        return known.IsA(type, "NLog.ILogger") || known.IsA(type, "NLog.Logger") ? new(name, LogLibrary.NLog) : null;
    }

    /// <summary>True for a local declared with var, whose type always allows null, when its value is none.</summary>
    private static bool IsSetToSomething(ISymbol symbol, SemanticModel model)
        => symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } references }
            && references[0].GetSyntax() is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type.IsVar: true }, Initializer.Value: { } value }
            && model.GetTypeInfo(value).Nullability.FlowState == NullableFlowState.NotNull;

    private static LoggerAccess? StaticSerilog(SyntaxNode place, SemanticModel model, KnownTypes known)
    {
        var visible = model.LookupNamespacesAndTypes(place.SpanStart, name: "Log");
        return visible.Length == 1 && visible[0] is INamedTypeSymbol type && known.Is(type, "Serilog.Log") ? new("Log", LogLibrary.Serilog) : null;
    }
}
