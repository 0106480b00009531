using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Syntax;

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
        "Content", "Text", "Json", "WriteAsync", "Write", "WriteAsJsonAsync", "SendAsync",
        "AddModelError", "TryAddModelError", "View", "PartialView", "Redirect", "RedirectPermanent", "LocalRedirect", "RedirectToAction", "RedirectToPage", "RedirectToRoute",
        "Append", "Add", "TryAdd", "AppendTrailer",
    ];

    /// <summary>What a controller or a page hands to its view, or to the next request.</summary>
    private static readonly string[] ViewDictionaries =
        ["Microsoft.AspNetCore.Mvc.ViewFeatures.ITempDataDictionary", "Microsoft.AspNetCore.Mvc.ViewFeatures.ViewDataDictionary"];

    private const string PageModel = "Microsoft.AspNetCore.Mvc.RazorPages.PageModel";

    private const string PageBase = "Microsoft.AspNetCore.Mvc.RazorPages.PageBase";

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

    /// <summary>False for a call whose name is too common to be bound for: it has to be one on headers, cookies or a body.</summary>
    public static bool MayBeCall(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText is not ("Append" or "Add" or "TryAdd" or "Write")
            || (call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && LastNameOf(receiver) is { } last
                && (last is "Headers" or "Cookies" or "TempData" or "ViewData" or "Body" or "BodyWriter" or "Response" or "response" || last.EndsWith("Response", StringComparison.Ordinal)));

    /// <summary>True for the target of an assignment that may be one, by the names that are written.</summary>
    public static bool MayBeTarget(ExpressionSyntax target)
        => target switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Detail" or "Title" } => true,
            MemberAccessExpressionSyntax { Expression: var owner } => LastNameOf(owner) is "ViewBag" or "Headers",
            ElementAccessExpressionSyntax { Expression: var owner } => LastNameOf(owner) is "Extensions" or "TempData" or "ViewData" or "Headers",
            _ => false,
        };

    private static string? LastNameOf(ExpressionSyntax expression)
        => expression switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            _ => null,
        };

    /// <summary>The operation as one that answers a client; null where it is none.</summary>
    public static ResponseSink? Of(IOperation operation, KnownTypes known)
        => operation switch
        {
            IInvocationOperation call => Array.IndexOf(Methods, call.TargetMethod.Name) >= 0 ? OfCall(call, known) : null,
            IObjectCreationOperation creation => OfCreation(creation, known),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment when target.Instance is not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }
                => OfAssignment(assignment, target, known),
            ISimpleAssignmentOperation { Target: IDynamicMemberReferenceOperation { Instance: IPropertyReferenceOperation { Property: { Name: "ViewBag", ContainingType: var owner } } } } assignment
                when known.Is(owner, "Microsoft.AspNetCore.Mvc.Controller") || known.IsA(owner, PageBase) => new(assignment, SinkKind.Other, "ViewBag", null, [assignment.Value]),
            _ => null,
        };

    /// <summary>What becomes an answer elsewhere, as one.</summary>
    public static ResponseSink Of(IOperation operation, string name, int? status, IEnumerable<IOperation> payload) => new(operation, SinkKind.Other, name, status, payload);

    private static ResponseSink? OfCall(IInvocationOperation call, KnownTypes known)
    {
        var type = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).ContainingType;
        var name = call.TargetMethod.Name;
        var values = call.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue).Select(argument => argument.Value);
        if (known.Is(type, Controllers.Base) || known.Is(type, "Microsoft.AspNetCore.Mvc.Controller") || known.Is(type, PageModel) || known.Is(type, PageBase))
        {
            // Of what is shown or where it leads nobody can tell the status.
            return name is "View" or "PartialView" || name.Contains("Redirect") ? new(call, SinkKind.Other, name, null, values) : WithStatus(SinkKind.Action);
        }

        if (name is "AddModelError" or "TryAddModelError")
        {
            return known.Is(type, "Microsoft.AspNetCore.Mvc.ModelBinding.ModelStateDictionary") ? new(call, SinkKind.Other, name, null, values.Skip(1).Take(1)) : null;
        }

        if (name is "Append" or "Add" or "TryAdd" or "AppendTrailer")
        {
            return OwnerOfEntries(call, known) is { } entries ? new(call, SinkKind.Other, entries, null, values.Skip(call.TargetMethod.IsExtensionMethod ? 2 : 1).Take(1)) : null;
        }

        if (name == "Redirect" && known.IsA(type, "Microsoft.AspNetCore.Http.HttpResponse"))
        {
            return new(call, SinkKind.Other, name, null, values.Take(1));
        }

        if (name is "Write" or "WriteAsync" && IsBody(call.Instance ?? call.Arguments.FirstOrDefault()?.Value, known))
        {
            return new(call, SinkKind.Other, name, StatusBefore(call.Syntax, call.SemanticModel!), call.TargetMethod.IsExtensionMethod ? values.Skip(1) : values);
        }

        if (known.Is(type, "Microsoft.AspNetCore.Http.Results") || known.Is(type, "Microsoft.AspNetCore.Http.TypedResults"))
        {
            return name.Contains("Redirect") ? new(call, SinkKind.Other, name, null, values) : WithStatus(SinkKind.Result);
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

        // A client library makes such statuses, too; what goes out is thrown or set by a service.
        return known.Is(type, "Grpc.Core.Status") && IsOfService(creation, known)
            ? new(creation, SinkKind.Other, name, creation.Arguments.Length > 0 && creation.Arguments[0].Value is IFieldReferenceOperation code ? StatusOfCall(code.Field.Name) : null, Parts(creation).Skip(1).Take(1))
            : null;
    }

    /// <summary>True for the status of an exception that a service throws, or of the context of its call.</summary>
    private static bool IsOfService(IObjectCreationOperation status, KnownTypes known)
    {
        for (var outer = status.Parent; outer is IArgumentOperation or IConversionOperation or IObjectCreationOperation or IThrowOperation or IAssignmentOperation; outer = outer.Parent)
        {
            if (outer is IObjectCreationOperation exception && known.IsA(exception.Type, "Grpc.Core.RpcException")
                || outer is IAssignmentOperation { Target: IPropertyReferenceOperation { Instance.Type: var context } } && known.IsA(context, "Grpc.Core.ServerCallContext"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What entries are added to that a client or a view gets; null for any other collection.</summary>
    private static string? OwnerOfEntries(IInvocationOperation call, KnownTypes known)
    {
        var owner = call.Instance ?? call.Arguments.FirstOrDefault()?.Value;
        while (owner is IConversionOperation conversion)
        {
            owner = conversion.Operand;
        }

        return owner is not IPropertyReferenceOperation { Property: var property } ? call.TargetMethod.Name == "AppendTrailer" && known.IsA(owner?.Type, "Microsoft.AspNetCore.Http.HttpResponse") ? "AppendTrailer" : null
            : property.Name is "Headers" or "Cookies" && known.IsA(property.ContainingType, "Microsoft.AspNetCore.Http.HttpResponse") ? property.Name
            : FrameworkTypes.IsAny(property.Type, ViewDictionaries, known) ? property.Name
            : null;
    }

    /// <summary>True for the stream or the pipe of a response.</summary>
    private static bool IsBody(IOperation? receiver, KnownTypes known)
        => receiver is IPropertyReferenceOperation { Property: { Name: "Body" or "BodyWriter", ContainingType: var owner } } && known.IsA(owner, "Microsoft.AspNetCore.Http.HttpResponse");

    /// <summary><c>problem.Detail = …</c>, <c>problem.Extensions["…"] = …</c>, <c>TempData["…"] = …</c>, <c>Response.Headers["…"] = …</c></summary>
    private static ResponseSink? OfAssignment(ISimpleAssignmentOperation assignment, IPropertyReferenceOperation target, KnownTypes known)
    {
        var isProblem = target.Property.Name is "Detail" or "Title" && known.IsA(target.Instance?.Type, "Microsoft.AspNetCore.Mvc.ProblemDetails");
        var isExtension = target.Property.IsIndexer
            && target.Instance is IPropertyReferenceOperation { Property.Name: "Extensions", Instance.Type: { } owner }
            && known.IsA(owner, "Microsoft.AspNetCore.Mvc.ProblemDetails");
        if (isProblem || isExtension)
        {
            return new(assignment, SinkKind.Other, "ProblemDetails", null, [assignment.Value]);
        }

        return target.Instance is IPropertyReferenceOperation { Property: var property }
            && ((target.Property.IsIndexer && FrameworkTypes.IsAny(property.Type, ViewDictionaries, known))
                || (property.Name == "Headers" && known.IsA(property.ContainingType, "Microsoft.AspNetCore.Http.HttpResponse")))
                ? new(assignment, SinkKind.Other, property.Name, null, [assignment.Value])
                : null;
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
        => code switch
        {
            "Unauthenticated" => 401,
            "PermissionDenied" => 403,
            "InvalidArgument" or "NotFound" or "AlreadyExists" or "FailedPrecondition" or "OutOfRange" or "ResourceExhausted" or "Aborted" => 400,
            _ => 500,
        };

    private static int? StatusIn(IObjectCreationOperation creation)
    {
        var status = creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: "Status" or "StatusCode" })?.Value;

        // The property takes a number or none, and a constant that is converted to that is no constant any more.
        while (status is IConversionOperation { ConstantValue.HasValue: false } conversion)
        {
            status = conversion.Operand;
        }

        return status?.ConstantValue.Value as int?;
    }

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
