using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.ExceptionFlow;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Observability.Logging;

/// <summary>A handler that logs, and none of whose logs gets the exception: the log that should, and the text of the exception that it gets instead.</summary>
internal sealed class UnloggedException
{
    private UnloggedException(CatchSite failure, LogCall log, InvocationExpressionSyntax syntax, ExpressionSyntax? mention)
    {
        Failure = failure;
        Log = log;
        Syntax = syntax;
        Mention = mention;
    }

    public CatchSite Failure { get; }

    public LogCall Log { get; }

    public InvocationExpressionSyntax Syntax { get; }

    /// <summary>What the log says of the exception: <c>ex.Message</c>, <c>ex.ToString()</c> or <c>ex</c> as a value; null where it says nothing.</summary>
    public ExpressionSyntax? Mention { get; }

    /// <summary>True where the log gets all that the exception says, as one text: <c>ex</c>, <c>ex.ToString()</c>.</summary>
    public bool WritesWhole => Mention is IdentifierNameSyntax or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString", Expression: IdentifierNameSyntax } };

    /// <summary>The name of the called method.</summary>
    public SimpleNameSyntax Name
        => Syntax.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            var name => (SimpleNameSyntax)name,
        };

    /// <summary>The log in a handler that lacks the exception; null where one has it, or somebody else has.</summary>
    /// <param name="clause">The handler.</param>
    /// <param name="names">The methods that may log (<see cref="LogCall.NamesIn"/>).</param>
    /// <param name="model">Binds the handler, once its text has said maybe.</param>
    /// <param name="known">The types.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static UnloggedException? In(CatchClauseSyntax clause, ICollection<string> names, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        var logs = new List<InvocationExpressionSyntax>();
        var uses = new List<IdentifierNameSyntax>();
        var variable = clause.Declaration?.Identifier.ValueText ?? "";
        foreach (var node in clause.Block.DescendantNodes())
        {
            switch (node)
            {
                case ThrowStatementSyntax or ThrowExpressionSyntax:
                    // The failure goes on, and whoever handles it has the exception.
                    return null;
                case InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } call when call.Expression is not SimpleNameSyntax && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && names.Contains(name) && StandsIn(clause, call):
                    logs.Add(call);
                    break;
                case IdentifierNameSyntax name when variable.Length > 0 && name.Identifier.ValueText == variable:
                    uses.Add(name);
                    break;
            }
        }

        return logs.Count == 0 ? null : Decide(clause, logs, uses, model, known, cancellationToken);
    }

    private static UnloggedException? Decide(
        CatchClauseSyntax clause, List<InvocationExpressionSyntax> candidates, List<IdentifierNameSyntax> uses, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        var mentions = new List<(InvocationExpressionSyntax Log, ExpressionSyntax Text)>();
        var isReadElsewhere = false;
        foreach (var use in uses)
        {
            var (chain, last) = ChainOf(use);
            var log = candidates.Find(candidate => candidate.ArgumentList.Span.Contains(use.Span) && IsPlainlyIn(candidate, chain));
            if (last is null && log is null)
            {
                // As a whole it was handed on: to a method, a field, a result.
                return null;
            }

            if (last is not (null or "Message" or "StackTrace" or "ToString"))
            {
                if (last.Length == 0)
                {
                    return null;
                }

                isReadElsewhere = true;
            }
            else if (log is not null)
            {
                mentions.Add((log, chain));
            }
            else
            {
                isReadElsewhere = true;
            }
        }

        if (CatchSite.At(clause, model, known, cancellationToken) is not { } failure
            || ExceptionFilters.IsCancellation(failure.Clause.ExceptionType, known)
            || ExceptionFilters.Decide(failure.Clause, known)
            || TextSaysAll(clause, failure, known))
        {
            return null;
        }

        UnloggedException? silent = null;
        UnloggedException? found = null;
        foreach (var candidate in candidates)
        {
            if (model.GetOperation(candidate, cancellationToken) is not IInvocationOperation operation || LogCall.Of(operation, known) is not { IsScope: false } log)
            {
                continue;
            }

            if (log.Exception is { ArgumentKind: ArgumentKind.Explicit, Value.ConstantValue.HasValue: false })
            {
                return null;
            }

            // Something else than a text is logged: an object of the project's own, which may hold anything.
            if (log.Template is null)
            {
                return null;
            }

            var mention = mentions.Find(mention => mention.Log == candidate).Text;
            if (mention is IdentifierNameSyntax && log.Library == LogLibrary.NLog)
            {
                return null;
            }

            if (mention is not null && (log.Weight is null or >= LogSeverity.Warning || (log.Weight == LogSeverity.Information && failure.IsBroad)))
            {
                found ??= new(failure, log, candidate, mention);
            }
            else if (mention is null && log.Weight >= LogSeverity.Warning && (failure.IsBroad || (log.Weight >= LogSeverity.Error && ComesFromOutside(failure, known))))
            {
                silent ??= new(failure, log, candidate, null);
            }
        }

        return found ?? (isReadElsewhere || mentions.Count > 0 ? null : silent);
    }

    /// <summary>
    /// True where the text of an exception is all that there is to know: a probe whose answer is no, an item of a loop that cannot be read, what the
    /// same type throws with words of its own.
    /// </summary>
    private static bool TextSaysAll(CatchClauseSyntax clause, CatchSite failure, KnownTypes known)
        => IsProbe(clause) || (!failure.IsBroad && (IsSkippedItem(clause, failure, known) || IsThrownBeside(clause)));

    /// <summary>True in <c>IsAvailableAsync</c> and its like, where the handler answers no.</summary>
    private static bool IsProbe(CatchClauseSyntax clause)
        => clause.FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax) is { } function
            && FunctionSyntax.IdentifierOf(function)?.ValueText is { } name
            && ((string[])["Is", "Can", "Try", "Has"]).Any(word => WordSplitter.StartsWithWord(name, word))
            && clause.Block.Statements.LastOrDefault() is ReturnStatementSyntax { Expression.RawKind: (int)SyntaxKind.FalseLiteralExpression }
            && (function is MethodDeclarationSyntax method ? method.ReturnType : ((LocalFunctionStatementSyntax)function).ReturnType).ToString() is "bool" or "Task<bool>" or "ValueTask<bool>";

    /// <summary>True for text that cannot be read, in a loop that goes on with the next one.</summary>
    private static bool IsSkippedItem(CatchClauseSyntax clause, CatchSite failure, KnownTypes known)
        => failure.Clause.ExceptionType is { } type
            && (known.IsA(type, "System.Text.Json.JsonException") || known.IsA(type, "Newtonsoft.Json.JsonException") || known.IsA(type, "System.Xml.XmlException") || known.Is(type, "System.FormatException"))
            && clause.Ancestors().TakeWhile(node => node is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax)).Any(Loops.IsLoop)
            && clause.Block.Statements.LastOrDefault() is not (ReturnStatementSyntax or BreakStatementSyntax);

    /// <summary>True where the type around throws the same exception with a text of its own.</summary>
    private static bool IsThrownBeside(CatchClauseSyntax clause)
        => TypeSyntaxNames.RightmostName(clause.Declaration?.Type) is { Length: > 0 } caught
            && clause.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            && type.DescendantNodes().Any(node => node is ObjectCreationExpressionSyntax { Parent: ThrowStatementSyntax or ThrowExpressionSyntax, Type: var thrown, ArgumentList.Arguments: { Count: > 0 } arguments }
                && TypeSyntaxNames.RightmostName(thrown) == caught
                && arguments[0].Expression is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax);

    /// <summary>Types that say where it failed and not why: without the exception nobody can tell what happened.</summary>
    private static bool ComesFromOutside(CatchSite failure, KnownTypes known)
        => failure.Clause.ExceptionType is { } type
            && (known.IsA(type, "System.Data.Common.DbException")
                || known.IsA(type, "System.Net.Http.HttpRequestException")
                || known.IsA(type, "System.Net.Sockets.SocketException")
                || known.IsA(type, "Microsoft.EntityFrameworkCore.DbUpdateException")
                || known.Is(type, "System.IO.IOException"));

    /// <summary>
    /// The longest chain of members that begins with the variable, and its last member: null for the variable alone, empty for a call
    /// that may do anything with it.
    /// </summary>
    private static (ExpressionSyntax Chain, string? Last) ChainOf(IdentifierNameSyntax use)
    {
        ExpressionSyntax chain = use;
        string? last = null;
        while (true)
        {
            switch (chain.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Expression == chain:
                    chain = access;
                    last = access.Name.Identifier.ValueText;
                    break;
                case ConditionalAccessExpressionSyntax access when access.Expression == chain:
                    chain = access;
                    last = access.WhenNotNull switch
                    {
                        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
                        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "ToString" } } => "ToString",
                        _ => "",
                    };
                    break;
                case PostfixUnaryExpressionSyntax forgiven when forgiven.IsKind(SyntaxKind.SuppressNullableWarningExpression):
                    chain = forgiven;
                    break;
                case InvocationExpressionSyntax call when call.Expression == chain:
                    chain = call;
                    last = last is "ToString" or "GetType" or "GetBaseException" ? last : "";
                    break;
                default:
                    return (chain, last);
            }

            if (last is { Length: 0 })
            {
                return (chain, last);
            }
        }
    }

    /// <summary>True for what the log itself gets; what another call gets on the way is that call's matter.</summary>
    private static bool IsPlainlyIn(InvocationExpressionSyntax log, ExpressionSyntax chain)
    {
        for (var node = chain.Parent; node is not null && node != log; node = node.Parent)
        {
            if (node is InvocationExpressionSyntax { Expression: not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Format" } } or BaseObjectCreationExpressionSyntax or AnonymousFunctionExpressionSyntax)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>False in a handler inside this one, and in a function that may run at another time.</summary>
    private static bool StandsIn(CatchClauseSyntax clause, SyntaxNode call)
    {
        for (var node = call.Parent; node is not null && node != clause; node = node.Parent)
        {
            if (node is CatchClauseSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
            {
                return false;
            }
        }

        return true;
    }
}
