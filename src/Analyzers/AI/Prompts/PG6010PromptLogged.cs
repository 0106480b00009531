using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.AI.Prompts;

/// <summary>Flags the text of a prompt or of a reply in a log entry that production writes.</summary>
public sealed class PG6010PromptLogged : AIRule
{
    /// <summary>A text that is cut to this length is a preview.</summary>
    private const int LongestPreview = 100;

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6010",
        "Prompt or reply logged",
        "'{0}' puts the text of {1} in the log; log its length, or log it at Debug",
        "People tell an assistant what they tell nobody else, and prompts carry the data of customers: the log shows it to more people, and for longer, than intended.",
        tags: ["CWE-532", "OWASP-LLM02:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG6010");

    /// <summary>Names of texts that are asked of a model.</summary>
    private static readonly string[] Questions = ["prompt", "question", "usermessage", "userprompt", "userquery", "userquestion", "userinput", "chatmessage"];

    /// <summary>Words in the name of a type that asks a model.</summary>
    private static readonly string[] Models = ["ai", "llm", "gpt", "chatgpt", "openai", "gemini", "claude", "copilot", "ollama", "anthropic", "assistant", "chat", "chatbot", "prompt", "completion", "completions", "rag", "agent", "kernel"];

    /// <summary>How the names of what somebody searches for end.</summary>
    private static readonly string[] Searched = ["query", "term", "keyword", "keywords"];

    /// <summary>How the names of what describes a file or a message end.</summary>
    private static readonly string[] OfFiles = ["filename", "extension", "uri", "url", "id", "guid", "mime"];

    private static readonly string[] TextWords = ["prompt", "reply", "answer", "response", "message", "question", "text", "content"];

    /// <summary>Methods that cut a text.</summary>
    private static readonly string[] Cutting = ["Substring", "Truncate", "Take", "Left", "Shorten", "Preview", "Ellipsis", "Abbreviate"];

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        var hasLibrary = ModelLibraries.Of(known).Have(ModelApiKind.Call);
        var names = LoggedTexts.NamesIn(known);
        actions.OnCall(Analyze, call => MayShow(call, hasLibrary), names);
        if (hasLibrary && known.Has("Microsoft.Extensions.Logging.LoggerMessageAttribute"))
        {
            // The generated methods bear any name.
            var all = new HashSet<string>(names, StringComparer.Ordinal);
            actions.OnSyntax(
                context =>
                {
                    var call = (InvocationExpressionSyntax)context.Node;
                    if (InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && !all.Contains(name) && context.Known.PerCompilation(static known => new MessageNames(known)).Contains(name)
                        && MayShow(call, hasLibrary)
                        && context.Model.GetOperation(call, context.CancellationToken) is IInvocationOperation operation)
                    {
                        Analyze(context, operation);
                    }
                },
                SyntaxKind.InvocationExpression);
        }
    }

    /// <summary>False for an entry that shows no variable, and for code that calls no model.</summary>
    private static bool MayShow(InvocationExpressionSyntax call, bool hasLibrary)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is not LiteralExpressionSyntax and not TypeOfExpressionSyntax && argument.Expression.DescendantNodesAndSelf().Any(static node => node is IdentifierNameSyntax))
            {
                return hasLibrary || RawModelCode.IsIn(call);
            }
        }

        return false;
    }

    private static void Analyze(RuleContext context, IInvocationOperation call)
    {
        var isAsked = false;
        foreach (var value in LoggedTexts.Of(call, context.Known))
        {
            if (value.Syntax is not ExpressionSyntax written || !call.Syntax.Span.Contains(written.Span) || IsPreview(value) || WhatIs(value, written, context) is not var (what, isCertain))
            {
                continue;
            }

            if (!isAsked && (EnvironmentGuard.Contains(call.Syntax, EnvironmentWords.Default) || EnvironmentGuard.IsInDeveloperType(call.Syntax) || IsBehindLevel(call.Syntax)))
            {
                return;
            }

            isAsked = true;
            // The log of an app on somebody's own device stays there; a term that somebody searches for is little of a conversation.
            if (isCertain && context.Known.Project.Kind != ProjectKind.Desktop && !(MemberName.Of(written)?.ValueText is { } name && WordSplitter.EndsInWord(name, Searched)))
            {
                context.Report(Gap, written.GetLocation(), written.ToString(), what);
            }
            else
            {
                context.Suggest(Gap, Likely, written.GetLocation(), written.ToString(), what);
            }
        }
    }

    /// <summary>What a value is the text of; null for any other value.</summary>
    private static (string What, bool IsCertain)? WhatIs(IOperation value, ExpressionSyntax written, RuleContext context)
    {
        if (ModelReplies.IsWhole(value.Type, context.Known))
        {
            return ("a reply", true);
        }

        // The name of a tool that a model calls, the id of its call: members of a reply that are no text of it.
        var shown = value is IConditionalAccessOperation { WhenNotNull: var member } ? member : value;
        if (shown is IPropertyReferenceOperation { Property: var property } && !context.Known.IsOfSolution(property.ContainingAssembly) && !ModelReplies.Reads(shown, context.Known))
        {
            return null;
        }

        if (value.Type?.SpecialType != SpecialType.System_String && value.Type?.Name != "StringBuilder")
        {
            return null;
        }

        // What a file is called, and what kind it is of.
        if (MemberName.Of(written)?.ValueText is { } said && IsAboutFile(said))
        {
            return null;
        }

        var taint = TaintTracker.Of(value, context, TaintPolicy.None);
        if (taint is { IsModel: true, Source: { } source } && ModelReplies.Reads(source, context.Known))
        {
            // A message of a history is one of either side.
            return (source is IPropertyReferenceOperation { Property.ContainingType.Name: "ChatMessage" or "ChatMessageContent" } ? "a chat message" : "a reply", true);
        }

        var text = written switch
        {
            ConditionalAccessExpressionSyntax { Expression: var whole, WhenNotNull: InvocationExpressionSyntax } => whole,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var whole, Name.Identifier.ValueText: "Trim" or "ToString" } } => whole,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Left: var first } => first,
            _ => written,
        };
        if (PromptUse.IsOf(text, context))
        {
            return ("a prompt", true);
        }

        return Names(text) && value is IParameterReferenceOperation or IPropertyReferenceOperation && taint.Level != TaintLevel.Inside && IsInModelCode(written) ? ("a prompt", false) : null;
    }

    private static bool IsAboutFile(string name) => (WordSplitter.EndsInWord(name, OfFiles) || name.EndsWith("FileName", StringComparison.OrdinalIgnoreCase) || name.EndsWith("MediaType", StringComparison.OrdinalIgnoreCase)) && !WordSplitter.HasWord(name, TextWords);

    private static bool Names(ExpressionSyntax text) => MemberName.Of(text)?.ValueText is { } name && Array.Exists(Questions, question => string.Equals(question, name.TrimStart('_'), StringComparison.OrdinalIgnoreCase));

    private static bool IsInModelCode(SyntaxNode place)
        => place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && (WordSplitter.HasWord(type.Identifier.ValueText, Models) || RawModelCode.IsIn(place));

    /// <summary><c>prompt[..50]</c>, <c>prompt.Substring(0, 50)</c>, <c>Truncate(prompt, 50)</c>, and a variable that was given one of these.</summary>
    private static bool IsPreview(IOperation value)
        => IsCut(value) || (value is ILocalReferenceOperation { Syntax: IdentifierNameSyntax name } && value.SemanticModel is { } model && NameLookup.ValueGiven(name, name.Identifier.ValueText) is { } given && model.GetOperation(given) is { } first && IsCut(first));

    private static bool IsCut(IOperation value)
        => value.DescendantsAndSelf().Any(static part => part switch
        {
            IRangeOperation { RightOperand: { } end } => end.DescendantsAndSelf().Any(IsShort),
            IInvocationOperation { TargetMethod.Name: var name } call => Array.Exists(Cutting, cut => name.StartsWith(cut, StringComparison.Ordinal)) && (call.Arguments.Any(static argument => argument.Value.DescendantsAndSelf().Any(IsShort)) || !call.Arguments.Any(static argument => argument.Parameter?.Type.SpecialType == SpecialType.System_Int32)),
            _ => false,
        });

    private static bool IsShort(IOperation value) => value.ConstantValue is { HasValue: true, Value: int length } && length is > 0 and <= LongestPreview;

    /// <summary>True behind <c>if (logger.IsEnabled(LogLevel.Debug))</c>, or a finer level.</summary>
    private static bool IsBehindLevel(SyntaxNode place)
        => place.Ancestors().OfType<IfStatementSyntax>().Any(question => question.Statement.Span.Contains(place.Span)
            && question.Condition.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(static call => InvocationSyntax.NameOf(call)?.Identifier.ValueText == "IsEnabled" && call.ArgumentList.Arguments.Any(static argument => MemberName.Of(argument.Expression)?.ValueText is "Debug" or "Trace" or "Verbose")));

    /// <summary>The names of the methods with <c>[LoggerMessage]</c>.</summary>
    private sealed class MessageNames(KnownTypes known)
    {
        private readonly HashSet<string> names = new(
            known.Compilation.SyntaxTrees.SelectMany(static tree => tree.GetRoot().DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<MethodDeclarationSyntax>())
                .Where(static method => method.AttributeLists.Any(static list => list.Attributes.Any(static attribute => TypeSyntaxNames.RightmostName(attribute.Name) is "LoggerMessage" or "LoggerMessageAttribute")))
                .Select(static method => method.Identifier.ValueText),
            StringComparer.Ordinal);

        public bool Contains(string name) => names.Contains(name);
    }
}
