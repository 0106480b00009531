using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>What the code says beside one assignment about the same settings: in the same object, and in the lambda or the member around it.</summary>
internal sealed class TokenSettings
{
    private readonly AssignmentExpressionSyntax asked;
    private readonly string? receiver;
    private readonly List<AssignmentExpressionSyntax> around = [];

    private TokenSettings(AssignmentExpressionSyntax asked)
    {
        this.asked = asked;
        receiver = ReceiverOf(asked);
        Scope = asked.Ancestors().FirstOrDefault(static node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax) ?? asked.SyntaxTree.GetRoot();
        foreach (var node in Scope.DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax assignment)
            {
                around.Add(assignment);
            }
        }
    }

    /// <summary>The lambda, the local function or the member around it; the file for top-level statements.</summary>
    public SyntaxNode Scope { get; }

    public static TokenSettings Around(AssignmentExpressionSyntax assignment) => new(assignment);

    /// <summary>True where one of these is given a value that is not null, of whatever object.</summary>
    public bool Give(params string[] members) => around.Exists(other => Array.IndexOf(members, NameIn(other)) >= 0 && other.Right.ToString() != "null");

    /// <summary>What a member is given, of whatever object.</summary>
    public ExpressionSyntax? ValueOf(string member) => around.FindLast(other => NameIn(other) == member)?.Right;

    /// <summary>The assignments of a member of the same object.</summary>
    public IEnumerable<AssignmentExpressionSyntax> OfSame(string member) => around.Where(other => NameIn(other) == member && IsSame(other));

    private bool IsSame(AssignmentExpressionSyntax other)
        => other.Parent == asked.Parent && asked.Parent is InitializerExpressionSyntax || receiver is not null && ReceiverOf(other) == receiver;

    private static string? NameIn(AssignmentExpressionSyntax assignment) => MemberName.Of(assignment.Left)?.ValueText;

    /// <summary>How the object is written whose member is assigned: the variable or the property that the object is put into, for a member of an initializer.</summary>
    private static string? ReceiverOf(AssignmentExpressionSyntax assignment)
        => assignment.Left is MemberAccessExpressionSyntax access ? access.Expression.ToString()
            : assignment.Parent is InitializerExpressionSyntax { Parent: var owner } ? (owner is AssignmentExpressionSyntax ? owner : owner?.Parent) switch
            {
                EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
                AssignmentExpressionSyntax outer => outer.Left.ToString(),
                _ => null,
            }
            : null;
}
