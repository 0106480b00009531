using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>How an answer is made, which decides how it can be made without an exception's text.</summary>
internal enum SinkKind
{
    /// <summary>A method of a controller, such as <c>BadRequest(…)</c>.</summary>
    Action,

    /// <summary>A method of <c>Results</c>.</summary>
    Result,

    /// <summary>Anything else that carries a text or an object to the client.</summary>
    Other,
}

/// <summary>A call, a creation or an assignment whose values reach a client.</summary>
internal sealed class ResponseSink
{
    /// <summary>The methods that may be one.</summary>
    public static readonly string[] Methods =
    [
        "BadRequest", "NotFound", "Conflict", "UnprocessableEntity", "Unauthorized", "InternalServerError", "StatusCode", "Ok", "Accepted", "Created", "Problem", "ValidationProblem",
        "Content", "Text", "Json", "WriteAsync", "WriteAsJsonAsync", "SendAsync",
    ];

    private static readonly string[] Creations =
    [
        "ObjectResult", "BadRequestObjectResult", "NotFoundObjectResult", "ConflictObjectResult", "UnprocessableEntityObjectResult", "UnauthorizedObjectResult", "OkObjectResult",
        "JsonResult", "ContentResult", "ProblemDetails", "ValidationProblemDetails", "HubException", "Status",
    ];

    private ResponseSink(IOperation operation, SinkKind kind, string name, int? status, IEnumerable<IOperation> payload, IOperation? statusValue = null)
    {
        Operation = operation;
        Kind = kind;
        Name = name;
        Status = status;
        Payload = payload;
        StatusValue = statusValue;
    }

    public IOperation Operation { get; }

    public SinkKind Kind { get; }

    /// <summary>What it is called in a message.</summary>
    public string Name { get; }

    /// <summary>The HTTP status that goes with it, or one like it; null where that is not known.</summary>
    public int? Status { get; }

    /// <summary>The argument that gives the status, where one does.</summary>
    public IOperation? StatusValue { get; }

    /// <summary>The values that reach the client.</summary>
    public IEnumerable<IOperation> Payload { get; }

    /// <summary>True for a creation that may be one, by the name that is written.</summary>
    public static bool MayBeCreation(SyntaxNode creation)
        => creation is ImplicitObjectCreationExpressionSyntax
            || (creation is ObjectCreationExpressionSyntax { Type: var type }
                && Array.IndexOf(Creations, (type is QualifiedNameSyntax qualified ? qualified.Right : type as SimpleNameSyntax)?.Identifier.ValueText) >= 0);

    /// <summary>The operation as one that answers a client; null where it is none.</summary>
    public static ResponseSink? Of(IOperation operation, KnownTypes known)
        => operation switch
        {
            IInvocationOperation call => Array.IndexOf(Methods, call.TargetMethod.Name) >= 0 ? OfCall(call, known) : null,
            IObjectCreationOperation creation => OfCreation(creation, known),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment when target.Instance is not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }
                => OfAssignment(assignment, target, known),
            _ => null,
        };

    private static ResponseSink? OfCall(IInvocationOperation call, KnownTypes known)
    {
        var type = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).ContainingType;
        var name = call.TargetMethod.Name;
        var values = call.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue).Select(argument => argument.Value);
        if (known.Is(type, Controllers.Base) || known.Is(type, "Microsoft.AspNetCore.Mvc.Controller"))
        {
            return WithStatus(SinkKind.Action);
        }

        if (known.Is(type, "Microsoft.AspNetCore.Http.Results") || known.Is(type, "Microsoft.AspNetCore.Http.TypedResults"))
        {
            return WithStatus(SinkKind.Result);
        }

        if (name is "WriteAsync" or "WriteAsJsonAsync"
            && (known.Is(type, "Microsoft.AspNetCore.Http.HttpResponseWritingExtensions") || known.Is(type, "Microsoft.AspNetCore.Http.HttpResponseJsonExtensions")))
        {
            return new(call, SinkKind.Other, name, StatusBefore(call.Syntax, call.SemanticModel!), values.Skip(1));
        }

        return name == "SendAsync" && known.Is(type, "Microsoft.AspNetCore.SignalR.ClientProxyExtensions") ? new(call, SinkKind.Other, name, null, values.Skip(1)) : null;

        ResponseSink WithStatus(SinkKind kind)
        {
            var given = call.Arguments.FirstOrDefault(argument => argument is { Parameter.Name: "statusCode", ArgumentKind: ArgumentKind.Explicit })?.Value;
            var number = given;
            while (number is IConversionOperation conversion)
            {
                number = conversion.Operand;
            }

            return new(call, kind, name, number is null ? StatusOf(name) : number.ConstantValue.Value as int?, values, given);
        }
    }

    private static ResponseSink? OfCreation(IObjectCreationOperation creation, KnownTypes known)
    {
        if (creation.Type is not { Name: var name } type || Array.IndexOf(Creations, name) < 0)
        {
            return null;
        }

        if (known.IsA(type, "Microsoft.AspNetCore.Mvc.ActionResult") || known.IsA(type, "Microsoft.AspNetCore.Mvc.ProblemDetails"))
        {
            var isObject = name.EndsWith("ObjectResult", StringComparison.Ordinal) && name.Length > "ObjectResult".Length;
            return new(creation, SinkKind.Other, name, isObject ? StatusOf(name.Substring(0, name.Length - "ObjectResult".Length)) : StatusIn(creation), Parts(creation));
        }

        if (known.IsA(type, "Microsoft.AspNetCore.SignalR.HubException"))
        {
            // The exception behind it stays on the server.
            return new(creation, SinkKind.Other, name, null, Parts(creation).Where(part => !known.IsA(part is IConversionOperation { Operand: var given } ? given.Type : part.Type, "System.Exception")));
        }

        return known.Is(type, "Grpc.Core.Status")
            ? new(creation, SinkKind.Other, name, creation.Arguments.Length > 0 && creation.Arguments[0].Value is IFieldReferenceOperation code ? StatusOfCall(code.Field.Name) : null, Parts(creation).Skip(1).Take(1))
            : null;
    }

    /// <summary><c>problem.Detail = …</c>, <c>problem.Extensions["…"] = …</c></summary>
    private static ResponseSink? OfAssignment(ISimpleAssignmentOperation assignment, IPropertyReferenceOperation target, KnownTypes known)
    {
        var isProblem = target.Property.Name is "Detail" or "Title" && known.IsA(target.Instance?.Type, "Microsoft.AspNetCore.Mvc.ProblemDetails");
        var isExtension = target.Property.IsIndexer
            && target.Instance is IPropertyReferenceOperation { Property.Name: "Extensions", Instance.Type: { } owner }
            && known.IsA(owner, "Microsoft.AspNetCore.Mvc.ProblemDetails");
        return isProblem || isExtension ? new(assignment, SinkKind.Other, "ProblemDetails", null, [assignment.Value]) : null;
    }

    /// <summary>What a creation is given: its arguments, and the values of its initializer.</summary>
    public static IEnumerable<IOperation> Parts(IObjectCreationOperation creation)
    {
        foreach (var argument in creation.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue)
            {
                yield return argument.Value;
            }
        }

        foreach (var value in Values(creation.Initializer))
        {
            yield return value;
        }
    }

    private static IEnumerable<IOperation> Values(IObjectOrCollectionInitializerOperation? initializer)
        => initializer?.Initializers.SelectMany(member => member switch
        {
            ISimpleAssignmentOperation assignment => [assignment.Value],
            IInvocationOperation { Arguments: { Length: > 0 } arguments } => [arguments[arguments.Length - 1].Value],
            IMemberInitializerOperation { Initializer: var inner } => Values(inner),
            _ => (IEnumerable<IOperation>)[member],
        }) ?? [];

    private static int? StatusOf(string name)
        => name switch
        {
            "BadRequest" or "ValidationProblem" => 400,
            "Unauthorized" => 401,
            "NotFound" => 404,
            "Conflict" => 409,
            "UnprocessableEntity" => 422,
            "Problem" or "InternalServerError" => 500,
            "Ok" or "Content" or "Text" or "Json" => 200,
            "Created" => 201,
            "Accepted" => 202,
            _ => null,
        };

    private static int StatusOfCall(string code)
        => code is "InvalidArgument" or "NotFound" or "AlreadyExists" or "PermissionDenied" or "FailedPrecondition" or "OutOfRange" or "Unauthenticated" or "ResourceExhausted" or "Aborted" ? 400 : 500;

    private static int? StatusIn(IObjectCreationOperation creation)
        => creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: "Status" or "StatusCode" })?.Value.ConstantValue.Value as int?;

    /// <summary>The constant that the same code has set as the response's status before.</summary>
    private static int? StatusBefore(SyntaxNode place, SemanticModel model)
    {
        for (var node = place; node.Parent is { } parent and not MemberDeclarationSyntax; node = parent)
        {
            if (parent is BlockSyntax block && node is StatementSyntax here)
            {
                for (var i = block.Statements.IndexOf(here) - 1; i >= 0; i--)
                {
                    if (block.Statements[i] is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "StatusCode" } } assignment }
                        && model.GetConstantValue(assignment.Right is CastExpressionSyntax cast ? cast.Expression : assignment.Right) is { HasValue: true, Value: int status })
                    {
                        return status;
                    }
                }
            }
        }

        return null;
    }
}
