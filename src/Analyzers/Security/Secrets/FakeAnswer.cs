using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>A value that calls itself fake and only goes out in an answer: it opens nothing here, whoever receives it.</summary>
internal static class FakeAnswer
{
    private const int Depth = 3;

    private static readonly HashSet<string> Fakes = new(["fake", "faked", "dummy", "mock", "mocked", "stub", "stubbed", "bogus"], StringComparer.Ordinal);

    /// <summary>What may stand beside the word.</summary>
    private static readonly HashSet<string> Companions = new(
        [
            "jwt", "token", "access", "refresh", "bearer", "auth", "session", "id", "key", "secret", "api", "user", "admin", "test", "tests", "testing", "for", "demo", "sample", "example", "placeholder",
            "dev", "development", "local", "only", "the", "a", "an", "my", "value", "string", "data", "response", "login", "not", "real", "temp", "temporary", "unit", "password", "client", "here", "and", "purposes", "purpose", "now",
        ],
        StringComparer.Ordinal);

    private static readonly HashSet<string> Answers = new(
        ["Ok", "Created", "CreatedAtAction", "CreatedAtRoute", "Accepted", "AcceptedAtAction", "BadRequest", "StatusCode", "Json", "Content", "Text", "View", "WriteAsJsonAsync", "SendAsync", "SendOkAsync", "ObjectResult", "OkObjectResult", "JsonResult"],
        StringComparer.Ordinal);

    /// <summary>True for such a literal.</summary>
    public static bool Is(ExpressionSyntax literal, string text) => IsFake(text) && IsAnswered(literal, isInObject: false, Depth);

    private static bool IsFake(string text)
    {
        var words = WordSplitter.Of(text);
        return words.Exists(Fakes.Contains) && words.TrueForAll(static word => Fakes.Contains(word) || Companions.Contains(word) || (word.Length < 5 && WordSplitter.IsNumber(word)));
    }

    /// <summary>True where a value becomes part of an object, and that leaves as the answer.</summary>
    private static bool IsAnswered(SyntaxNode node, bool isInObject, int depth)
    {
        while (true)
        {
            switch (node.Parent)
            {
                case ConditionalExpressionSyntax choice when choice.Condition == node:
                case SwitchExpressionSyntax selection when selection.GoverningExpression == node:
                    return false;

                case ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax or AwaitExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionArmSyntax or SwitchExpressionSyntax
                    or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } or InitializerExpressionSyntax or ExpressionElementSyntax or CollectionExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or WithExpressionSyntax:
                    node = node.Parent;
                    break;

                case BaseObjectCreationExpressionSyntax creation:
                    if (IsForUse(creation))
                    {
                        return false;
                    }

                    node = creation;
                    break;

                case AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } member when member.Right == node:
                    isInObject = true;
                    node = member;
                    break;

                case AnonymousObjectMemberDeclaratorSyntax member:
                    isInObject = true;
                    node = member.Parent!;
                    break;

                case ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax made }:
                    if (IsForUse(made))
                    {
                        return false;
                    }

                    isInObject = true;
                    node = made;
                    break;

                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }:
                    var name = InvocationSyntax.NameOf(call)?.Identifier.ValueText;
                    if (name != "FromResult")
                    {
                        return name is not null && Answers.Contains(name);
                    }

                    node = call;
                    break;

                case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                    return isInObject && (FunctionSyntax.Enclosing(node) is not AnonymousFunctionExpressionSyntax function || IsEndpoint(function));

                case LambdaExpressionSyntax lambda:
                    return isInObject && IsEndpoint(lambda);

                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } variable }:
                    return depth > 0 && AreAnswered(variable.Identifier.ValueText, variable, isInObject, depth);

                // response.Token = "…"
                case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner }, Parent: ExpressionStatementSyntax } set when set.Right == node:
                    return depth > 0 && AreAnswered(owner.Identifier.ValueText, set, isInObject: true, depth);

                default:
                    return false;
            }
        }
    }

    /// <summary>True where a variable is answered with, and used for nothing else than to complete it.</summary>
    private static bool AreAnswered(string variable, SyntaxNode place, bool isInObject, int depth)
    {
        var isAnswered = false;
        foreach (var node in FunctionSyntax.Enclosing(place).DescendantNodes())
        {
            if (node is not IdentifierNameSyntax use || use.Identifier.ValueText != variable || use.Parent is NameEqualsSyntax || (use.Parent is MemberAccessExpressionSyntax named && named.Name == use) || (use.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } member && member.Left == use))
            {
                continue;
            }

            if (isInObject && use.Parent is MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax set } access && set.Left == access)
            {
                continue;
            }

            if (!IsAnswered(use, isInObject, depth - 1))
            {
                return false;
            }

            isAnswered = true;
        }

        return isAnswered;
    }

    /// <summary>True for an object that is made to be used here with what it is given.</summary>
    private static bool IsForUse(BaseObjectCreationExpressionSyntax creation)
        => creation is ObjectCreationExpressionSyntax { Type: var type }
            && TypeSyntaxNames.RightmostName(type) is { } name
            && WordSplitter.Of(name) is { Count: > 0 } words
            && words[words.Count - 1] is "options" or "settings" or "config" or "configuration" or "credential" or "credentials" or "client" or "key" or "parameters";

    private static bool IsEndpoint(AnonymousFunctionExpressionSyntax function)
        => function.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && InvocationSyntax.NameOf(call)?.Identifier.ValueText.StartsWith("Map", StringComparison.Ordinal) == true;
}
