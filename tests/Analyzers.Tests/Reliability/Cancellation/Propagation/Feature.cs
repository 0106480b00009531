namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>One vertical slice of a layered solution: what its choice means in names and types.</summary>
internal sealed class Feature(int index, Choice choice)
{
    private static readonly string[] Nouns =
    [
        "Order", "Invoice", "Payment", "Shipment", "Refund", "Voucher", "Campaign", "Supplier", "Warehouse", "Quotation", "Reminder", "Subscription",
        "Document", "Appointment", "Ticket", "Complaint", "Forecast", "Tariff", "Vehicle", "Parcel", "Pallet", "Manifest", "Permit", "Licence",
        "Auction", "Bid", "Ledger", "Budget", "Donation", "Grant", "Project", "Milestone", "Timesheet", "Payslip", "Employee", "Candidate",
        "Course", "Lesson", "Exam", "Certificate", "Patient", "Prescription", "Referral", "Device", "Sensor", "Reading", "Alarm", "Outage",
    ];

    private static readonly string[] Sorts =
    [
        "", "Archived", "Draft", "Partner", "Retail", "Wholesale", "Regional", "Seasonal", "Internal", "Legacy", "Digital", "Export", "Import", "Priority", "Annual", "Monthly",
        "Weekly", "Foreign", "Public", "Private",
    ];

    /// <summary>Its place among the features of the solution.</summary>
    public int Index => index;

    /// <summary>What it is built from.</summary>
    public Choice Choice => choice;

    /// <summary>The name of the entity, such as <c>Order</c>.</summary>
    public string Noun { get; } = Sorts[index / Nouns.Length % Sorts.Length] + Nouns[index % Nouns.Length] + (index / Nouns.Length / Sorts.Length is > 0 and var round ? round : "");

    /// <summary>The name of the slice, which is also its folder and the end of its namespaces.</summary>
    public string Plural => Noun + "s";

    /// <summary>The parameters of the operation.</summary>
    public Signature Signature { get; } = new(choice);

    /// <summary>True for the half of the features that show a detail in another way.</summary>
    public bool IsOdd => choice.Variant % 2 == 1;

    /// <summary>True when the operation returns nothing but its end.</summary>
    public bool IsVoid => choice.Returns is Returns.Task or Returns.ValueTask;

    /// <summary>True when the operation returns a stream.</summary>
    public bool IsStream => choice.Returns == Returns.AsyncEnumerable;

    /// <summary>True when the contract has a second method of the same name that takes a token.</summary>
    public bool HasTokenOverload => choice.Parameters == Parameters.TokenOverload;

    /// <summary>The operation's name in the repository.</summary>
    public string RepositoryOperation => Verb + "Async";

    /// <summary>The operation's name in the service.</summary>
    public string Operation => $"{Verb}{Plural}Async";

    /// <summary>The operation's name as a call writes it.</summary>
    public string CalledOperation => choice.Contract == Contract.GenericMethod ? $"{Operation}<{Noun}>" : Operation;

    /// <summary>The operation's name as its declaration writes it.</summary>
    public string DeclaredOperation => choice.Contract == Contract.GenericMethod ? $"{Operation}<TAudience>" : Operation;

    /// <summary>What the entry point calls.</summary>
    public string EntryOperation => choice.Contract == Contract.DefaultInterfaceMember ? $"{Verb}{Plural}NowAsync" : CalledOperation;

    /// <summary>The verb.</summary>
    public string Verb
        => choice.Returns switch
        {
            Returns.Task => "Archive",
            Returns.TaskOfT => "List",
            Returns.ValueTask => "Refresh",
            Returns.ValueTaskOfT => "Load",
            _ => "Stream",
        };

    /// <summary>The type of the operation.</summary>
    public string Type => TypeOf(Noun);

    /// <summary>The name of the class that does the work.</summary>
    public string Service => Noun + "Service";

    /// <summary>True when others see the service as an interface.</summary>
    public bool IsInterface => choice.Contract is not (Contract.AbstractBase or Contract.VirtualBase or Contract.StaticExtensions or Contract.FuncDelegate or Contract.OwnDelegate);

    /// <summary>The type through which others see the service.</summary>
    public string ServiceType
        => choice.Contract switch
        {
            Contract.AbstractBase or Contract.VirtualBase => Service + "Base",
            Contract.GenericInterface => $"I{Service}<{Noun}>",
            Contract.StaticExtensions => Repository,
            Contract.FuncDelegate or Contract.OwnDelegate => Service,
            _ => "I" + Service,
        };

    /// <summary>The interface of the repository.</summary>
    public string Repository => $"I{Noun}Repository";

    /// <summary>The name of the delegate type of the feature's own, or the framework's.</summary>
    public string DelegateType => choice.Contract == Contract.OwnDelegate ? $"{Verb}{Plural}" : Func;

    /// <summary>The operation as a <c>Func</c>.</summary>
    public string Func => $"Func<{(Signature.HasCustomer ? Signature.Types + ", " : "")}{Type}>";

    /// <summary>The namespaces that a file of any layer may name.</summary>
    public string Usings => $"using Northwind.Domain.{Plural};\nusing Northwind.Application.{Plural};\n";

    /// <summary>The type of the operation when it is about some kind of items.</summary>
    public string TypeOf(string item)
        => choice.Returns switch
        {
            Returns.Task => "Task",
            Returns.TaskOfT => $"Task<IReadOnlyList<{item}>>",
            Returns.ValueTask => "ValueTask",
            Returns.ValueTaskOfT => $"ValueTask<IReadOnlyList<{item}>>",
            _ => $"IAsyncEnumerable<{item}>",
        };

    /// <summary>Statements that call the operation and leave what it gives, if it gives anything, in <c>items</c>.</summary>
    public string Consume(string call)
        => IsVoid ? $"await {call};"
            : IsStream ? $"var items = new List<{Noun}>();\nawait foreach (var item in {call})\n{{\nitems.Add(item);\n}}\n"
            : $"var items = await {call};";

    /// <summary>XML documentation of the operation, where the feature documents anything.</summary>
    /// <param name="more">Documentation of a receiver.</param>
    /// <param name="parameters">Documentation of the parameters, if not the service's.</param>
    public string Documentation(string more = "", string? parameters = null)
        => choice.Docs == Docs.None ? "" : $"/// <summary>Does what it says with the {Plural.ToLowerInvariant()} of a customer.</summary>\n{more}{parameters ?? Signature.Documented}/// <returns>What was found, once it was found.</returns>\n";

    /// <summary>XML documentation of an implementation.</summary>
    public string Inherited => choice.Docs == Docs.Inherited ? "/// <inheritdoc/>\n" : "";

    /// <inheritdoc/>
    public override string ToString() => $"{Plural}: {choice}";
}
