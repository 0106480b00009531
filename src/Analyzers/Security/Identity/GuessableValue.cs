using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>Where a value comes from that can be guessed.</summary>
internal enum GuessableKind
{
    /// <summary><c>System.Random</c>: whoever has seen a few of its numbers knows the next ones.</summary>
    Generator,

    /// <summary>A part of a Guid, or one that begins with the time.</summary>
    Guid,

    /// <summary>The time.</summary>
    Time,

    /// <summary>A hash code.</summary>
    Hash,

    /// <summary>Who it is for, encoded or hashed without a key.</summary>
    Ids,
}

/// <summary>An expression with such a value.</summary>
internal sealed class GuessableValue
{
    private static readonly string[] GeneratorCalls = ["Next", "NextInt64", "NextDouble", "NextSingle", "NextBytes", "GetItems", "GetString", "GetHexString"];

    private GuessableValue(GuessableKind kind, ExpressionSyntax node)
    {
        Kind = kind;
        Node = node;
    }

    public GuessableKind Kind { get; }

    /// <summary>The call, or the time.</summary>
    public ExpressionSyntax Node { get; }

    /// <summary>What is left of a Guid.</summary>
    public GuidText? Guid { get; private set; }

    /// <summary>What the call fills instead of returning something.</summary>
    public ExpressionSyntax? Filled { get; private set; }

    /// <summary>How many numbers it chooses from, where that is written there.</summary>
    public int? Range { get; private set; }

    /// <summary>True where a whole random Guid counts as a secret.</summary>
    public bool WholeGuidIsEnough { get; set; } = true;

    /// <summary>False where a generator was handed over by somebody who may know better.</summary>
    public bool IsCertain { get; private set; } = true;

    /// <summary>The names of the calls that <see cref="OfCall"/> knows.</summary>
    public static string[] Calls { get; } = [.. GeneratorCalls, "NewGuid", "CreateVersion7", "GetHashCode", "ToHashCode", "ToUnixTimeSeconds", "ToUnixTimeMilliseconds", "GetTimestamp", "ToString", "GetBytes"];

    /// <summary>A call of one of these names, as far as its syntax tells.</summary>
    public static GuessableValue? OfCall(InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        if (call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: var receiver })
        {
            return null;
        }

        switch (name)
        {
            case "NewGuid" when arguments.Count == 0:
                return new(GuessableKind.Guid, call) { Guid = new(isOfTime: false) };

            case "CreateVersion7":
                return new(GuessableKind.Guid, call) { Guid = new(isOfTime: true) };

            case "GetHashCode" when arguments.Count == 0 && receiver is not (ThisExpressionSyntax or BaseExpressionSyntax) && !receiver.ToString().Contains("NewGuid"):
            case "ToHashCode" when arguments.Count == 0:
                return new(GuessableKind.Hash, call);

            case "ToUnixTimeSeconds" or "ToUnixTimeMilliseconds" when TimeIn(receiver) is not null:
            case "GetTimestamp" when arguments.Count == 0:
                return new(GuessableKind.Time, call);

            case "ToString":
                return TimeIn(receiver) is { } time ? new(GuessableKind.Time, time) : null;

            case "GetBytes" when arguments.Count == 1:
                return TimeIn(arguments[0].Expression) is { } counted ? new(GuessableKind.Time, counted) : new(GuessableKind.Ids, call);

            case "NextBytes" when arguments.Count == 1:
                return new(GuessableKind.Generator, call) { Filled = arguments[0].Expression };

            case "GetItems" when arguments.Count == 2 && call.Parent is ExpressionStatementSyntax:
                return new(GuessableKind.Generator, call) { Filled = arguments[1].Expression };

            case var _ when Array.IndexOf(GeneratorCalls, name) >= 0:
                return new(GuessableKind.Generator, call) { Range = RangeOf(arguments) };

            default:
                return null;
        }
    }

    /// <summary>A time that is a part of a text as it is.</summary>
    public static GuessableValue? OfTime(ExpressionSyntax part) => TimeIn(part) is { } time ? new(GuessableKind.Time, time) : null;

    /// <summary>False where the names stand for something else.</summary>
    public bool IsReal(RuleContext context)
    {
        var symbol = context.Model.GetSymbolInfo(Node, context.CancellationToken).Symbol;
        var type = symbol?.ContainingType;
        var known = context.Known;
        switch (Kind)
        {
            case GuessableKind.Generator:
                return known.Is(type, "System.Random") && IsPlainGenerator(((MemberAccessExpressionSyntax)((InvocationExpressionSyntax)Node).Expression).Expression, context);

            case GuessableKind.Guid:
                return known.Is(type, "System.Guid");

            case GuessableKind.Time:
                return known.Is(type, "System.DateTime") || known.Is(type, "System.DateTimeOffset") || known.Is(type, "System.Environment") || known.Is(type, "System.Diagnostics.Stopwatch") || known.IsA(type, "System.TimeProvider");

            case GuessableKind.Hash:
                return symbol is IMethodSymbol { Parameters.IsEmpty: true, ReturnType.SpecialType: SpecialType.System_Int32 };

            default:
                return known.IsA(type, "System.Text.Encoding");
        }
    }

    /// <summary>False for a generator of a type that derives from Random: one of a library for cryptography does.</summary>
    private bool IsPlainGenerator(ExpressionSyntax receiver, RuleContext context)
    {
        if (!context.Known.Is(context.Model.GetTypeInfo(receiver, context.CancellationToken).Type, "System.Random"))
        {
            return false;
        }

        var variable = context.Model.GetSymbolInfo(receiver, context.CancellationToken).Symbol;
        IsCertain = variable is not IParameterSymbol;
        foreach (var declaration in variable?.DeclaringSyntaxReferences ?? [])
        {
            var value = declaration.GetSyntax(context.CancellationToken) switch
            {
                VariableDeclaratorSyntax { Initializer.Value: var first } => first,
                PropertyDeclarationSyntax { Initializer.Value: var first } => first,
                PropertyDeclarationSyntax { ExpressionBody.Expression: var first } => first,
                _ => null,
            };
            if (value is ObjectCreationExpressionSyntax { Type: var made } && TypeSyntaxNames.RightmostName(made) != "Random"
                && !context.Known.Is(OtherFile.ModelOf(value.SyntaxTree, context.Model.Compilation, context.Model)?.GetTypeInfo(value, context.CancellationToken).Type, "System.Random"))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary><c>DateTime.UtcNow</c>, also with <c>Ticks</c> behind it: the time itself.</summary>
    private static ExpressionSyntax? TimeIn(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax inner:
                    expression = inner.Expression;
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Now" or "UtcNow" or "TickCount" or "TickCount64" }:
                    return expression;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Ticks" or "UtcTicks" or "Millisecond", Expression: var owner }:
                    expression = owner;
                    break;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.ModuloExpression or (int)SyntaxKind.DivideExpression, Left: var divided }:
                    expression = divided;
                    break;
                default:
                    return null;
            }
        }
    }

    private static int? RangeOf(SeparatedSyntaxList<ArgumentSyntax> arguments)
        => arguments.Count == 1 && Number(arguments[0]) is { } end ? end
            : arguments.Count == 2 && Number(arguments[1]) is { } upper ? upper - (Number(arguments[0]) ?? 0)
            : null;

    private static int? Number(ArgumentSyntax argument) => argument.Expression is LiteralExpressionSyntax { Token.Value: int number } ? number : null;
}
