using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Prompts;

/// <summary>The values that a log entry which production writes shows.</summary>
internal static class LoggedTexts
{
    private const string Message = "Microsoft.Extensions.Logging.LoggerMessageAttribute";

    private static readonly string[] Console = ["Write", "WriteLine"];

    /// <summary>The names of the methods that log in the libraries that a project has, and on a server the console.</summary>
    public static string[] NamesIn(KnownTypes known) => IsServer(known) ? [.. LogCall.NamesIn(known), .. Console] : LogCall.NamesIn(known);

    /// <summary>The values of an entry at Information and above; none of what is no entry, or none that production writes.</summary>
    public static IEnumerable<IOperation> Of(IInvocationOperation call, KnownTypes known)
    {
        var method = call.TargetMethod;
        if (LogCall.Of(call, known) is { } log)
        {
            return log is { IsScope: false, Weight: >= LogSeverity.Information } ? Values(call.Arguments.Where(argument => argument != log.Exception)) : [];
        }

        if (Array.IndexOf(Console, method.Name) >= 0)
        {
            return IsServer(known) && known.Is(method.ContainingType, "System.Console") && !AsksSomebody(call.Syntax) ? Values(call.Arguments) : [];
        }

        return method.IsPartialDefinition || AttributeLookup.Has(method, known, Message, inherit: false)
            ? IsWritten(method, known) ? Values(call.Arguments) : []
            : [];
    }

    /// <summary>The values of arguments, each hole of a text that is put together there by itself.</summary>
    private static IEnumerable<IOperation> Values(IEnumerable<IArgumentOperation> arguments)
        => arguments.Where(static argument => argument.ArgumentKind != ArgumentKind.DefaultValue).SelectMany(static argument => argument switch
        {
            { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } given } } => given.ElementValues,
            { Parameter.IsParams: true, Value: ICollectionExpressionOperation given } => given.Elements,
            { Parameter.IsParams: true, Value: IConversionOperation { Operand: ICollectionExpressionOperation given } } => given.Elements,
            _ => [argument.Value],
        }).SelectMany(Parts);

    private static IEnumerable<IOperation> Parts(IOperation value)
    {
        var ahead = new Stack<IOperation>();
        ahead.Push(value);
        for (var i = 0; ahead.Count > 0 && i < 100; i++)
        {
            switch (ahead.Pop())
            {
                case { ConstantValue.HasValue: true }:
                    break;
                case IConversionOperation conversion:
                    ahead.Push(conversion.Operand);
                    break;
                case IParenthesizedOperation parenthesized:
                    ahead.Push(parenthesized.Operand);
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                    ahead.Push(sum.RightOperand);
                    ahead.Push(sum.LeftOperand);
                    break;
                case IInterpolatedStringHandlerCreationOperation handler:
                    ahead.Push(handler.Content);
                    break;
                case IInterpolatedStringOperation text:
                    foreach (var part in text.Parts.Reverse())
                    {
                        if (part is IInterpolationOperation hole)
                        {
                            ahead.Push(hole.Expression);
                        }
                        else if (part is IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: { Length: > 0 } appended } })
                        {
                            ahead.Push(appended[0].Value);
                        }
                    }

                    break;
                case var part:
                    yield return part;
                    break;
            }
        }
    }

    /// <summary>True for a method with <c>[LoggerMessage]</c> whose level says that production writes it.</summary>
    private static bool IsWritten(IMethodSymbol method, KnownTypes known)
        => method.GetAttributes().FirstOrDefault(attribute => known.Is(attribute.AttributeClass, Message)) is { } attribute
            && attribute.NamedArguments.Select(static named => named.Key == "Level" ? named.Value : default).Concat(attribute.ConstructorArguments.Where(static argument => argument.Type?.Name == "LogLevel")).Any(static level => level is { Kind: TypedConstantKind.Enum, Value: >= 2 and < 6 });

    /// <summary>True in a type, or in top-level statements, that reads what somebody types: what it writes is the answer.</summary>
    private static bool AsksSomebody(SyntaxNode call)
        => (call.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().LastOrDefault() ?? call.SyntaxTree.GetRoot()).DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Any(static access => access.Name.Identifier.ValueText is "ReadLine" or "ReadKey" && MemberName.Of(access.Expression)?.ValueText == "Console");

    /// <summary>True where nobody sits in front of the console, and somebody collects what is written to it.</summary>
    private static bool IsServer(KnownTypes known) => known.Project.Kind is ProjectKind.Web or ProjectKind.Worker;
}
