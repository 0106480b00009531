using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Security.Limits;

/// <summary>A call that reads all that a request sends into memory.</summary>
internal static class WholeBody
{
    private const string File = "Microsoft.AspNetCore.Http.IFormFile";

    private const string Request = "Microsoft.AspNetCore.Http.HttpRequest";

    /// <summary>A variable of a variable is followed this far.</summary>
    private const int Depth = 3;

    /// <summary>The methods that may be one.</summary>
    public static readonly string[] Readers = ["CopyToAsync", "CopyTo", "ReadToEndAsync", "ReadToEnd"];

    /// <summary>True where the call reads an uploaded file or the body as a whole.</summary>
    public static bool Reads(IInvocationOperation call, RuleContext context)
    {
        if (call.TargetMethod.Name.StartsWith("ReadToEnd", StringComparison.Ordinal))
        {
            return context.Known.Is(call.TargetMethod.ContainingType, "System.IO.TextReader") | context.Known.Is(call.TargetMethod.ContainingType, "System.IO.StreamReader")
                && call.Instance is { } reader
                && Given(reader, context) is IObjectCreationOperation { Arguments: var arguments } creation
                && context.Known.Is(creation.Type, "System.IO.StreamReader")
                && arguments.FirstOrDefault(argument => context.Known.Is(argument.Parameter?.Type, "System.IO.Stream")) is { Value: var stream }
                && IsSent(stream, context);
        }

        return IsMemory(call, context) && Source(call) is { } source && (context.Known.IsA(source.Type, File) ? !IsMeasured(source, context.Known) : IsSent(source, context));
    }

    /// <summary>What is copied: the receiver, also of an extension method.</summary>
    private static IOperation? Source(IInvocationOperation call) => call.Instance ?? call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0)?.Value;

    private static bool IsMemory(IInvocationOperation call, RuleContext context)
    {
        foreach (var argument in call.Arguments)
        {
            if (context.Known.Is(argument.Parameter?.Type, "System.IO.Stream") && !ReferenceEquals(argument.Value, Source(call)))
            {
                return Given(argument.Value, context) is IObjectCreationOperation { Arguments: var arguments } creation
                    && context.Known.Is(creation.Type, "System.IO.MemoryStream")
                    // A stream over an array of its own does not grow.
                    && !arguments.Any(static given => given.Value.Type is IArrayTypeSymbol);
            }
        }

        return false;
    }

    /// <summary>True for a request's body, and for the stream of an uploaded file.</summary>
    private static bool IsSent(IOperation stream, RuleContext context)
        => Given(stream, context) switch
        {
            IPropertyReferenceOperation { Property: { Name: "Body", ContainingType: var owner } } => context.Known.Is(owner, Request),
            IInvocationOperation { TargetMethod: { Name: "OpenReadStream" }, Instance: { } file } => context.Known.IsA(file.Type, File) && !IsMeasured(file, context.Known),
            _ => false,
        };

    /// <summary>True for a file that validation measures: a member or a parameter with an attribute for it.</summary>
    private static bool IsMeasured(IOperation file, KnownTypes known)
        => Operands.Unwrap(file) switch
        {
            IPropertyReferenceOperation { Property: var property } => HasSize(property, known),
            IParameterReferenceOperation { Parameter: var parameter } => HasSize(parameter, known),
            _ => false,
        };

    private static bool HasSize(ISymbol symbol, KnownTypes known)
        => symbol.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: var name } type && (name.Contains("Size") || name.Contains("Length")) && known.IsA(type, "System.ComponentModel.DataAnnotations.ValidationAttribute"));

    /// <summary>The value itself, or what the variable was declared with.</summary>
    private static IOperation Given(IOperation value, RuleContext context)
    {
        value = Operands.Unwrap(value);
        for (var depth = Depth; depth > 0 && value is ILocalReferenceOperation { Local: var local } && InitialValue.Of(local, context.Model, context.CancellationToken) is { } initial; depth--)
        {
            value = Operands.Unwrap(initial);
        }

        return value;
    }
}
