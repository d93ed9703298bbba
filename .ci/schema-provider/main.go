// Command schema-provider is a Terraform provider that has a schema and nothing else: Terraform checks and plans configurations with it,
// without a cloud and without the plugin of the provider itself. What the cloud would answer is unknown, or mocked by Terraform.
//
// It is one process for any number of providers and for all of Terraform that runs while its standard input is open: starting a plugin for
// each plan took three times as long as all that Terraform does. Its arguments are `<address of a provider>=<file of the form of
// test/terraform/tencentcloud-arguments.json>`; what it prints is for TF_REATTACH_PROVIDERS.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// version is set when it is built.
var version = "0.0.0"

// body is what stands between the braces of a block.
type body struct {
	Arguments map[string]argument `json:"arguments"`
	// Attributes are what it gives beside its arguments.
	Attributes []string `json:"attributes"`
	// Types are those of attributes that are no text.
	Types map[string]string `json:"types"`
}

// argument is a value of a type, or a nested block.
type argument struct {
	Type      string `json:"type"`
	Block     string `json:"block"`
	IsValue   bool   `json:"isValue"`
	Required  bool   `json:"required"`
	Computed  bool   `json:"computed"`
	WriteOnly bool   `json:"writeOnly"`
	body
}

type schemas struct {
	Provider  body            `json:"provider"`
	Resource  map[string]body `json:"resource"`
	Data      map[string]body `json:"data"`
	Ephemeral map[string]body `json:"ephemeral"`
}

// typeOf reads a type as the files have it: `string[]` is a list, `object(a=string;b=number)` has its attributes between semicolons.
func typeOf(text string) tftypes.Type {
	if element, ok := strings.CutSuffix(text, "[]"); ok {
		return tftypes.List{ElementType: typeOf(element)}
	}
	kind, rest, isNested := strings.Cut(text, "(")
	inside := strings.TrimSuffix(rest, ")")
	switch {
	case kind == "string":
		return tftypes.String
	case kind == "number":
		return tftypes.Number
	case kind == "bool":
		return tftypes.Bool
	case kind == "list" && isNested:
		return tftypes.List{ElementType: typeOf(inside)}
	case kind == "set" && isNested:
		return tftypes.Set{ElementType: typeOf(inside)}
	case kind == "map" && isNested:
		return tftypes.Map{ElementType: typeOf(inside)}
	case kind == "object" && isNested:
		attributes := map[string]tftypes.Type{}
		for _, part := range splitOutside(inside) {
			name, of, _ := strings.Cut(part, "=")
			attributes[name] = typeOf(of)
		}
		return tftypes.Object{AttributeTypes: attributes}
	}
	panic("unknown type " + text)
}

// splitOutside splits at the semicolons that stand in no parentheses.
func splitOutside(text string) (parts []string) {
	depth, start := 0, 0
	for at, char := range text {
		switch char {
		case '(':
			depth++
		case ')':
			depth--
		case ';':
			if depth == 0 {
				parts = append(parts, text[start:at])
				start = at + 1
			}
		}
	}
	return append(parts, text[start:])
}

func nestingOf(block string) tfprotov5.SchemaNestedBlockNestingMode {
	if block == "set" {
		return tfprotov5.SchemaNestedBlockNestingModeSet
	}
	return tfprotov5.SchemaNestedBlockNestingModeList
}

// valueType is the type of a block that Terraform takes for a value.
func valueType(a argument) tftypes.Type {
	object := tftypes.Object{AttributeTypes: map[string]tftypes.Type{}}
	for name, inner := range a.Arguments {
		if inner.Block == "" {
			object.AttributeTypes[name] = typeOf(inner.Type)
		} else {
			object.AttributeTypes[name] = valueType(inner)
		}
	}
	for _, name := range a.Attributes {
		object.AttributeTypes[name] = attributeType(a.body, name)
	}
	if a.Block == "set" {
		return tftypes.Set{ElementType: object}
	}
	return tftypes.List{ElementType: object}
}

func attributeType(b body, name string) tftypes.Type {
	if text, ok := b.Types[name]; ok {
		return typeOf(text)
	}
	return tftypes.String
}

func blockOf(b body) *tfprotov5.SchemaBlock {
	block := &tfprotov5.SchemaBlock{}
	for name, a := range b.Arguments {
		if a.Block != "" && !a.IsValue {
			nested := &tfprotov5.SchemaNestedBlock{TypeName: name, Nesting: nestingOf(a.Block), Block: blockOf(a.body)}
			if a.Required {
				nested.MinItems = 1
			}
			if a.Block == "single" {
				nested.MaxItems = 1
			}
			block.BlockTypes = append(block.BlockTypes, nested)
			continue
		}
		attribute := &tfprotov5.SchemaAttribute{Name: name, Required: a.Required, Optional: !a.Required, Computed: a.Computed, WriteOnly: a.WriteOnly}
		if a.Block != "" {
			attribute.Type = valueType(a)
		} else {
			attribute.Type = typeOf(a.Type)
		}
		block.Attributes = append(block.Attributes, attribute)
	}
	for _, name := range b.Attributes {
		block.Attributes = append(block.Attributes, &tfprotov5.SchemaAttribute{Name: name, Type: attributeType(b, name), Computed: true})
	}
	return block
}

// schemaOf adds what every resource has: an id, and how long what is done with it may take.
func schemaOf(b body) *tfprotov5.Schema {
	block := blockOf(b)
	if _, given := b.Arguments["id"]; !given && !slices.Contains(b.Attributes, "id") {
		block.Attributes = append(block.Attributes, &tfprotov5.SchemaAttribute{Name: "id", Type: tftypes.String, Computed: true})
	}
	timeouts := &tfprotov5.SchemaBlock{}
	for _, action := range []string{"create", "delete", "read", "update"} {
		timeouts.Attributes = append(timeouts.Attributes, &tfprotov5.SchemaAttribute{Name: action, Type: tftypes.String, Optional: true})
	}
	block.BlockTypes = append(block.BlockTypes, &tfprotov5.SchemaNestedBlock{
		TypeName: "timeouts", Nesting: tfprotov5.SchemaNestedBlockNestingModeSingle, Block: timeouts,
	})
	return &tfprotov5.Schema{Block: block}
}

func all(bodies map[string]body) map[string]*tfprotov5.Schema {
	made := map[string]*tfprotov5.Schema{}
	for name, b := range bodies {
		made[name] = schemaOf(b)
	}
	return made
}

// server answers what Terraform asks before it would reach for the cloud; everything else it does not have.
type server struct {
	tfprotov5.ProviderServer
	known schemas
}

func (server) GetMetadata(context.Context, *tfprotov5.GetMetadataRequest) (*tfprotov5.GetMetadataResponse, error) {
	return &tfprotov5.GetMetadataResponse{ServerCapabilities: &tfprotov5.ServerCapabilities{}}, nil
}

func (s server) GetProviderSchema(context.Context, *tfprotov5.GetProviderSchemaRequest) (*tfprotov5.GetProviderSchemaResponse, error) {
	return &tfprotov5.GetProviderSchemaResponse{
		Provider:                 &tfprotov5.Schema{Block: blockOf(s.known.Provider)},
		ResourceSchemas:          all(s.known.Resource),
		DataSourceSchemas:        all(s.known.Data),
		EphemeralResourceSchemas: all(s.known.Ephemeral),
		// Terraform asks once in a process.
		ServerCapabilities: &tfprotov5.ServerCapabilities{GetProviderSchemaOptional: true},
	}, nil
}

func (server) PrepareProviderConfig(_ context.Context, request *tfprotov5.PrepareProviderConfigRequest) (*tfprotov5.PrepareProviderConfigResponse, error) {
	return &tfprotov5.PrepareProviderConfigResponse{PreparedConfig: request.Config}, nil
}

func (server) ConfigureProvider(context.Context, *tfprotov5.ConfigureProviderRequest) (*tfprotov5.ConfigureProviderResponse, error) {
	return &tfprotov5.ConfigureProviderResponse{}, nil
}

func (server) StopProvider(context.Context, *tfprotov5.StopProviderRequest) (*tfprotov5.StopProviderResponse, error) {
	return &tfprotov5.StopProviderResponse{}, nil
}

func (server) ValidateResourceTypeConfig(
	context.Context, *tfprotov5.ValidateResourceTypeConfigRequest,
) (*tfprotov5.ValidateResourceTypeConfigResponse, error) {
	return &tfprotov5.ValidateResourceTypeConfigResponse{}, nil
}

func (server) ValidateDataSourceConfig(
	context.Context, *tfprotov5.ValidateDataSourceConfigRequest,
) (*tfprotov5.ValidateDataSourceConfigResponse, error) {
	return &tfprotov5.ValidateDataSourceConfigResponse{}, nil
}

func (server) ValidateEphemeralResourceConfig(
	context.Context, *tfprotov5.ValidateEphemeralResourceConfigRequest,
) (*tfprotov5.ValidateEphemeralResourceConfigResponse, error) {
	return &tfprotov5.ValidateEphemeralResourceConfigResponse{}, nil
}

// filled has what nobody gave, of what a provider computes, from `missing`.
func filled(block *tfprotov5.SchemaBlock, value tftypes.Value, missing func(tftypes.Type) tftypes.Value) (tftypes.Value, error) {
	values := map[string]tftypes.Value{}
	if err := value.As(&values); err != nil {
		return value, err
	}
	for _, attribute := range block.Attributes {
		if attribute.WriteOnly {
			values[attribute.Name] = tftypes.NewValue(attribute.Type, nil)
		} else if attribute.Computed && values[attribute.Name].IsNull() {
			values[attribute.Name] = missing(attribute.Type)
		}
	}
	for _, nested := range block.BlockTypes {
		inner := values[nested.TypeName]
		if nested.Nesting == tfprotov5.SchemaNestedBlockNestingModeSingle || inner.IsNull() || !inner.IsKnown() {
			continue
		}
		elements := []tftypes.Value{}
		if err := inner.As(&elements); err != nil {
			return value, err
		}
		for at, element := range elements {
			if !element.IsKnown() {
				continue
			}
			made, err := filled(nested.Block, element, missing)
			if err != nil {
				return value, err
			}
			elements[at] = made
		}
		values[nested.TypeName] = tftypes.NewValue(inner.Type(), elements)
	}
	return tftypes.NewValue(value.Type(), values), nil
}

func fill(b body, given *tfprotov5.DynamicValue, missing func(tftypes.Type) tftypes.Value) (*tfprotov5.DynamicValue, error) {
	schema := schemaOf(b)
	value, err := given.Unmarshal(schema.ValueType())
	if err != nil || value.IsNull() {
		return given, err
	}
	value, err = filled(schema.Block, value, missing)
	if err != nil {
		return nil, err
	}
	made, err := tfprotov5.NewDynamicValue(schema.ValueType(), value)
	return &made, err
}

// unknown is what a plan has where the cloud would answer.
func unknown(of tftypes.Type) tftypes.Value {
	return tftypes.NewValue(of, tftypes.UnknownValue)
}

// placeholder is a text that stands for nothing, and no value of any other type.
func placeholder(of tftypes.Type) tftypes.Value {
	if of.Is(tftypes.String) {
		return tftypes.NewValue(of, "stand-in")
	}
	return tftypes.NewValue(of, nil)
}

func (s server) PlanResourceChange(
	_ context.Context, request *tfprotov5.PlanResourceChangeRequest,
) (*tfprotov5.PlanResourceChangeResponse, error) {
	planned, err := fill(s.known.Resource[request.TypeName], request.ProposedNewState, unknown)
	return &tfprotov5.PlanResourceChangeResponse{PlannedState: planned}, err
}

func (s server) ReadDataSource(_ context.Context, request *tfprotov5.ReadDataSourceRequest) (*tfprotov5.ReadDataSourceResponse, error) {
	state, err := fill(s.known.Data[request.TypeName], request.Config, placeholder)
	return &tfprotov5.ReadDataSourceResponse{State: state}, err
}

// OpenEphemeralResource is what Terraform cannot mock.
func (s server) OpenEphemeralResource(
	_ context.Context, request *tfprotov5.OpenEphemeralResourceRequest,
) (*tfprotov5.OpenEphemeralResourceResponse, error) {
	result, err := fill(s.known.Ephemeral[request.TypeName], request.Config, placeholder)
	return &tfprotov5.OpenEphemeralResourceResponse{Result: result}, err
}

func (server) CloseEphemeralResource(context.Context, *tfprotov5.CloseEphemeralResourceRequest) (*tfprotov5.CloseEphemeralResourceResponse, error) {
	return &tfprotov5.CloseEphemeralResourceResponse{}, nil
}

// attachment is how Terraform finds a provider that is there already.
type attachment struct {
	Protocol        string
	ProtocolVersion int
	Pid             int
	Test            bool
	Addr            struct{ Network, String string }
}

// serve starts a provider, and returns how to find it.
func serve(address, file string) attachment {
	text, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	var known schemas
	if err := json.Unmarshal(text, &known); err != nil {
		panic(err)
	}
	started := make(chan *plugin.ReattachConfig)
	go func() {
		provider := func() tfprotov5.ProviderServer { return server{known: known} }
		attached := tf5server.WithDebug(context.Background(), started, make(chan struct{}))
		if err := tf5server.Serve(address, provider, attached, tf5server.WithGoPluginLogger(hclog.NewNullLogger())); err != nil {
			panic(err)
		}
	}()
	config := <-started
	found := attachment{Protocol: string(config.Protocol), ProtocolVersion: config.ProtocolVersion, Pid: config.Pid, Test: config.Test}
	found.Addr.Network, found.Addr.String = config.Addr.Network(), config.Addr.String()
	return found
}

func main() {
	asked := flag.Bool("version", false, "print the version")
	flag.Parse()
	if *asked {
		fmt.Println(version)
		return
	}
	// It would print each request.
	for _, name := range []string{"TF_LOG_SDK", "TF_LOG_SDK_PROTO"} {
		if err := os.Setenv(name, "off"); err != nil {
			panic(err)
		}
	}
	attachments := map[string]attachment{}
	for _, argument := range flag.Args() {
		address, file, _ := strings.Cut(argument, "=")
		attachments[address] = serve(address, file)
	}
	if err := json.NewEncoder(os.Stdout).Encode(attachments); err != nil {
		panic(err)
	}
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		panic(err)
	}
}
