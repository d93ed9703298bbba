// Says what Argo CD makes of the objects of one environment, with the code of Argo CD itself:
//
//	argo-cd-judge <question.json >answer.json
//
// It generates the Applications, asks the project whether they may do what they want, and tells which of them each changed file concerns.
// An object that Argo CD would refuse ends it with a message.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/argoproj/argo-cd/v3/applicationset/controllers/template"
	"github.com/argoproj/argo-cd/v3/applicationset/generators"
	"github.com/argoproj/argo-cd/v3/applicationset/utils"
	argo "github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/app/path"
	"github.com/argoproj/argo-cd/v3/util/glob"
	"github.com/argoproj/argo-cd/v3/util/rbac"
	log "github.com/sirupsen/logrus"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

var version = "unknown"

type object struct {
	Group     string `json:"group"`
	Kind      string `json:"kind"`
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
}

type question struct {
	ApplicationSet argo.ApplicationSet `json:"applicationSet"`
	Application    argo.Application    `json:"application"`
	AppProject     argo.AppProject     `json:"appProject"`
	// The policy of argocd-rbac-cm.
	Policy string `json:"policy"`
	// What the Applications would apply.
	Objects []object `json:"objects"`
	// Changed files of the repository, each of a commit of its own.
	ChangedFiles []string `json:"changedFiles"`
	// Files in the folder of the Application.
	Files []string `json:"files"`
}

type answer struct {
	Applications []argo.Application `json:"applications"`
	// The names of the Applications that a changed file concerns.
	Concerns map[string][]string `json:"concerns"`
	// The objects that the project does not permit.
	Forbidden []object `json:"forbidden"`
	// The files that the Application applies.
	Applied []string `json:"applied"`
}

func main() {
	if len(os.Args) > 1 {
		fmt.Println(version)
		return
	}
	log.SetLevel(log.ErrorLevel)
	decoder := json.NewDecoder(os.Stdin)
	decoder.DisallowUnknownFields()
	var asked question
	must(decoder.Decode(&asked))
	must(json.NewEncoder(os.Stdout).Encode(judge(asked)))
}

func judge(asked question) answer {
	project := asked.AppProject
	must(project.ValidateProject())
	must(rbac.ValidatePolicy(asked.Policy))

	known := map[string]generators.Generator{"List": generators.NewListGenerator()}
	applications, _, err := template.GenerateApplications(log.NewEntry(log.StandardLogger()), asked.ApplicationSet, known, &utils.Render{}, nil)
	must(err)
	applications = append(applications, asked.Application)

	result := answer{Applications: applications, Concerns: map[string][]string{}}
	for _, application := range applications {
		cluster := &argo.Cluster{Name: application.Spec.Destination.Name}
		if application.Spec.Project != project.Name {
			log.Fatalf("%s is of project %s, not %s", application.Name, application.Spec.Project, project.Name)
		}
		if !project.IsSourcePermitted(application.Spec.GetSource()) {
			log.Fatalf("%s is not permitted its source", application.Name)
		}
		permitted, err := project.IsDestinationPermitted(cluster, application.Spec.Destination.Namespace, nil)
		must(err)
		if !permitted {
			log.Fatalf("%s is not permitted its destination", application.Name)
		}
		paths := path.GetSourceRefreshPaths(&application, application.Spec.GetSource())
		for _, file := range asked.ChangedFiles {
			if path.AppFilesHaveChanged(paths, []string{file}) {
				result.Concerns[file] = append(result.Concerns[file], application.Name)
			}
		}
	}
	destination := asked.Application.Spec.Destination
	for _, each := range asked.Objects {
		kind := schema.GroupKind{Group: each.Group, Kind: each.Kind}
		permitted, err := project.IsResourcePermitted(kind, each.Name, each.Namespace, &argo.Cluster{Name: destination.Name}, nil)
		must(err)
		if !permitted {
			result.Forbidden = append(result.Forbidden, each)
		}
	}
	for _, file := range asked.Files {
		if glob.Match(asked.Application.Spec.Source.Directory.Include, file) {
			result.Applied = append(result.Applied, file)
		}
	}
	return result
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
