using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.AI.Clients;

/// <summary>A request to which a header can be added: one that the code makes itself, or a call that has to become one.</summary>
internal sealed class SentRequest
{
    private readonly StatementSyntax statement;
    private readonly string? name;
    private readonly InvocationExpressionSyntax? call;

    private SentRequest(StatementSyntax statement, string? name, InvocationExpressionSyntax? call)
    {
        this.statement = statement;
        this.name = name;
        this.call = call;
    }

    /// <summary>The request that takes an argument as its address; null where there is none, or where nothing can be put before or behind it.</summary>
    public static SentRequest? Of(ArgumentSyntax address, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        switch (address.Parent?.Parent)
        {
            case BaseObjectCreationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax made } } variable } } creation
                when known.Is(model.GetTypeInfo(creation, cancellationToken).Type, "System.Net.Http.HttpRequestMessage"):
                return new(made, variable.Identifier.Text, null);

            case InvocationExpressionSyntax { Parent: AwaitExpressionSyntax awaited, Expression: MemberAccessExpressionSyntax access } call
                when IsFirst(address, call)
                    && StatementOf(awaited) is { } statement
                    && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { ContainingType: var type }
                    && (known.Is(type, "System.Net.Http.HttpClient") || known.Is(type, "System.Net.Http.Json.HttpClientJsonExtensions"))
                    && known.Is(model.GetTypeInfo(access.Expression, cancellationToken).Type, "System.Net.Http.HttpClient"):
                return new(statement, null, call);

            default:
                return null;
        }
    }

    /// <summary>Plans the header; false where the call cannot be taken apart.</summary>
    public bool Send(SolutionEdits edits, SolutionFix<ExpressionSyntax>.Site site, string header)
    {
        var newLine = CodeLayout.NewLine(statement);
        if (name is not null)
        {
            if (InsertionPoint.Before(statement, name) is not { } behind)
            {
                return false;
            }

            edits.Replace(site.Document.Id, behind.List, current => behind.Insert(current, behind.At + 1, $"Headers.Add({header})", newLine));
            return true;
        }

        var request = UniqueName.At(statement, site.Model, "request", "modelRequest");
        if (InsertionPoint.Before(statement, request) is not { } before || PartsOf(call!) is not var (method, content, rest))
        {
            return false;
        }

        var address = call!.ArgumentList.Arguments[0].Expression;
        edits.Replace(site.Document.Id, before.List, current =>
        {
            // What has become of the address stands in the call as it is now.
            var calls = current.GetAnnotatedNodes(Moved).OfType<InvocationExpressionSyntax>().Single();
            var url = calls.ArgumentList.Arguments[0].Expression.WithoutTrivia();
            var sent = calls.WithArgumentList(SyntaxFactory.ArgumentList([SyntaxFactory.Argument(SyntaxFactory.IdentifierName(request)), .. rest])).WithExpression(SendOn(calls.Expression)).WithoutAnnotations(Moved);
            return before.Insert(
                current.ReplaceNode(calls, AsWritten(sent)),
                [$"using var {request} = new HttpRequestMessage(HttpMethod.{method}, {url}){(content is null ? "" : $" {{ Content = {content} }}")};", $"{request}.Headers.Add({header});"],
                newLine);
        });
        edits.Replace(site.Document.Id, call, static current => current.WithAdditionalAnnotations(Moved));
        edits.Import(site.Document.Id, statement, site.Model, "System.Net.Http");
        return address is not null;
    }

    private static SyntaxAnnotation Moved { get; } = new("moved");

    private static InvocationExpressionSyntax AsWritten(InvocationExpressionSyntax call)
        => (InvocationExpressionSyntax)SyntaxFactory.ParseExpression($"{call.Expression.WithoutTrivia()}({string.Join(", ", call.ArgumentList.Arguments.Select(static argument => argument.WithoutTrivia().ToString()))})").WithTriviaFrom(call);

    private static MemberAccessExpressionSyntax SendOn(ExpressionSyntax called) => ((MemberAccessExpressionSyntax)called).WithName(SyntaxFactory.IdentifierName("SendAsync"));

    /// <summary>The method, what makes the content, and what else is passed on; null for a call of another kind.</summary>
    private static (string Method, string? Content, ArgumentSyntax[] Others)? PartsOf(InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        return ((MemberAccessExpressionSyntax)call.Expression).Name.Identifier.ValueText switch
        {
            "GetAsync" => ("Get", null, [.. arguments.Skip(1)]),
            "PostAsync" when arguments.Count is 2 or 3 && !IsNothing(arguments[1]) => ("Post", arguments[1].Expression.ToString(), [.. arguments.Skip(2)]),
            // A third argument may also be options of the serializer.
            "PostAsJsonAsync" when arguments.Count == 2 || arguments.Count == 3 && MayBeToken(arguments[2].Expression) => ("Post", $"JsonContent.Create({arguments[1].Expression})", [.. arguments.Skip(2)]),
            _ => null,
        };
    }

    private static bool IsNothing(ArgumentSyntax argument) => argument.Expression.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression;

    private static bool MayBeToken(ExpressionSyntax expression) => expression.ToString() is var text && (text.EndsWith("oken", StringComparison.Ordinal) || text is "ct");

    private static bool IsFirst(ArgumentSyntax address, InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments[0] == address && call.ArgumentList.Arguments.All(static argument => argument.NameColon is null) && !CodeLayout.HasComments(call, call.Span);

    /// <summary>The statement that begins with a call, so that something can be put in front of it.</summary>
    private static StatementSyntax? StatementOf(ExpressionSyntax awaited)
    {
        for (SyntaxNode node = awaited; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax or ConditionalAccessExpressionSyntax or SwitchExpressionSyntax or BinaryExpressionSyntax:
                    return null;
                case LocalDeclarationStatementSyntax or ExpressionStatementSyntax or ReturnStatementSyntax:
                    return (StatementSyntax)parent;
                case StatementSyntax:
                    return null;
            }
        }

        return null;
    }
}
